"""Doing what a page offers, as a person would, and taking it back."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.messages import ERROR, get_messages
from django.db import transaction
from django.db.models import Model
from django.forms import BoundField
from django.test import Client

from hotelpms.kit.web.parts import Action, Opens

NOT_OFFERED = "is done and was not offered"
IN_PANEL = {"HX-Request": "true"}


def disagreements(client: Client, offers: dict[Action, bool], **typed: object) -> dict[str, str]:
    """Return what is offered and refused, with the reason, and what is done and not offered.

    `typed` is written into the fields of these names, where a form has them.
    """
    found = {}
    for action, is_offered in offers.items():
        why = refusal(client, action, **typed)
        if is_offered and why:
            found[action.label] = why
        elif not is_offered and not why:
            found[action.label] = NOT_OFFERED
    return found


def refusal(client: Client, action: Action, **typed: object) -> str:
    """Press the button, or fill in the form behind it and send it; return why it was refused."""
    # What was said before waits there for a page to tell it.
    client.cookies.pop("messages", None)
    with transaction.atomic():
        answer = press(client, action, **typed)
        why = reason_of(answer)
        transaction.set_rollback(True)
    return why


def press(client: Client, action: Action, **typed: object) -> Any:
    data = {}
    if action.opens != Opens.POST:
        shown = client.get(action.address, headers=IN_PANEL)
        if shown.status_code != 200:
            return shown
        data = filled(shown.context["form"])
        data |= {name: value for name, value in typed.items() if name in data}
    return client.post(action.address, data, headers=IN_PANEL)


def reason_of(answer: Any) -> str:
    said = [message for message in get_messages(answer.wsgi_request) if message.level >= ERROR]
    if said:
        return str(said[0])
    form = (answer.context or {}).get("form") if answer.status_code == 422 else None
    return str(form.errors.as_text() or "422") if form else refused_status(answer)


def refused_status(answer: Any) -> str:
    leads_elsewhere = answer.request["REQUEST_METHOD"] == "GET"
    return str(answer.status_code) if leads_elsewhere or answer.status_code >= 400 else ""


def filled(form: forms.BaseForm) -> dict[str, Any]:
    """Return what the browser sends when only what is required is filled in."""
    values = {field.html_name: value_of(field) for field in form}
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def value_of(bound: BoundField) -> Any:
    field, value = bound.field, bound.field.prepare_value(bound.value())
    if isinstance(field, forms.BooleanField):
        return "on" if value else None
    if value in (None, "", []) and field.required:
        return next(choices_of(field), "Because")
    return value.pk if isinstance(value, Model) else value


def choices_of(field: forms.Field) -> Iterator[str]:
    """Yield the values that may be chosen, those of groups too."""
    for value, label in getattr(field, "choices", ()):
        inner = label if isinstance(label, list | tuple) else [(value, label)]
        yield from (str(found) for found, _label in inner if str(found))
