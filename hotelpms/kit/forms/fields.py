"""Fields that forms of several apps have: what is typed is bounded as in hotelpms.kit.web.edge."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from hotelpms.kit.addresses import readable, validate_address
from hotelpms.kit.web import edge

LONGEST_TEXT = 4_000


def date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A date of our times: the calendar reaches far enough around it to count days from it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": date_input(), **kwargs})

    def to_python(self, value: Any) -> datetime.date | None:
        found = super().to_python(value)
        if found and not edge.is_of_our_times(found):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class LineField(forms.CharField):
    """One line of text without what nobody sees."""

    def __init__(self, *, max_length: int = edge.LONGEST_LINE, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        return edge.readable(str(super().to_python(value)))


class EmailField(forms.EmailField):
    """An e-mail address, typed into a text field with the keyboard for addresses.

    type=email would let the browser rewrite what is typed: some write a domain with "ß" as
    another domain.
    """

    default_validators = [validate_address]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.input_type = "text"

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attributes = {"inputmode": "email", "autocapitalize": "none", "spellcheck": "false"}
        return super().widget_attrs(widget) | attributes | {"pattern": r"[^@\s]+@[^@\s]+"}

    def to_python(self, value: Any) -> str:
        return readable(str(super().to_python(value)))


class TextField(forms.CharField):
    """A text of several lines without what nobody sees."""

    def __init__(self, *, max_length: int = LONGEST_TEXT, rows: int = 3, **kwargs: Any) -> None:
        widget = forms.Textarea({"rows": rows})
        super().__init__(**{"max_length": max_length, "widget": widget, **kwargs})

    def to_python(self, value: Any) -> str:
        return edge.readable(str(super().to_python(value)), has_lines=True)
