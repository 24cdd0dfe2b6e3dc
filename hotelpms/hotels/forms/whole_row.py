"""A form of the set-up holds the whole row against the rules of its table."""

from django import forms
from django.core.exceptions import ValidationError


class WholeRowForm(forms.ModelForm):
    """Refuses a broken constraint also where part of it stands in fields that are only shown.

    Django leaves out every constraint that names a field which is not in the form: a room
    renumbered to a taken number, with its hotel read-only, would be an error of the server.
    """

    def validate_unique(self) -> None:
        """Refuse what the database would refuse, once all that was typed is good by itself."""
        super().validate_unique()
        if self.errors or self.instance._state.adding:
            return
        try:
            self.instance.validate_constraints()
        except ValidationError as error:
            self._update_errors(error)  # type: ignore[attr-defined]
