"""Rows of a table in a form: a screen reader needs a name for each field, not only a head."""

from typing import Any

from django.forms import BaseInlineFormSet, ModelForm


class LabelledRows(BaseInlineFormSet):
    """A formset for Django's tabular inlines, whose fields have no labels of their own."""

    def add_fields(self, form: ModelForm, index: int | None) -> None:
        """Tell screen readers what each field of a row is."""
        super().add_fields(form, index)
        for name, field in form.fields.items():
            # Choices of other rows come wrapped with the links that add and change them.
            widget: Any = getattr(field.widget, "widget", field.widget)
            widget.attrs.setdefault("aria-label", str(field.label or name))
