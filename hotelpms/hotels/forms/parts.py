"""A long form in parts, each with a heading."""

from typing import Any

from django import forms
from django.utils.functional import Promise

Part = tuple[str | Promise, tuple[str, ...]]


class InParts:
    """Lays out a form in `PARTS`; a field that stands in none of them comes last.

    A form that leaves out a field leaves it out of its part too.
    """

    PARTS: tuple[Part, ...] = ()
    template_name = "set_up/parts.html"

    @property
    def parts(self) -> list[tuple[str | Promise, list[forms.BoundField]]]:
        """The visible fields of the form by the part in which they stand."""
        form: Any = self
        shown = {field.name: field for field in form.visible_fields()}
        parts = [
            (title, [shown.pop(name) for name in names if name in shown])
            for title, names in self.PARTS
        ]
        return [(title, fields) for title, fields in [*parts, ("", list(shown.values()))] if fields]
