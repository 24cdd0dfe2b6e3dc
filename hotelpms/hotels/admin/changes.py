"""What a form of the admin has changed, as text for the audit trail."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from hotelpms.kit.keys.secrets import EncryptedTextField


def changes_of(form: Any) -> dict[str, Any]:
    """Return {field: [old, new]} as text; of secrets only that they changed."""
    changes: dict[str, Any] = {}
    for name in getattr(form, "changed_data", []):
        if _is_secret(form, name):
            changes[name] = "changed"
        else:
            changes[name] = [_text(form.initial.get(name)), _text(form.cleaned_data.get(name))]
    return changes


def changes_of_rows(formsets: list[Any]) -> dict[str, Any]:
    """Return {kind of row: [what each row below the form became]}; kinds without a change not."""
    return {
        formset.model._meta.model_name: rows for formset in formsets if (rows := _rows(formset))
    }


def _rows(formset: Any) -> list[dict[str, Any]]:
    kept = [form for form in formset.forms if form.has_changed() and form.instance.pk]
    made = {id(row) for row in formset.new_objects}
    gone = {row.pk for row in formset.deleted_objects}
    rows = [
        {
            "id": form.instance.pk,
            "is": "created" if id(form.instance) in made else "changed",
            **changes_of(form),
        }
        for form in kept
        if form.instance.pk not in gone
    ]
    return rows + [{"id": pk, "is": "deleted"} for pk in sorted(pk for pk in gone if pk)]


def _is_secret(form: Any, name: str) -> bool:
    if "password" in name:
        return True
    instance = getattr(form, "instance", None)
    try:
        return isinstance(instance and instance._meta.get_field(name), EncryptedTextField)
    except FieldDoesNotExist:
        return False


def _text(value: Any) -> str | None:
    if isinstance(value, Model):
        return str(value.pk)
    return None if value is None else str(value)
