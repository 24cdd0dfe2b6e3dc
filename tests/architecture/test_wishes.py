"""Forms and the dataclasses that they answer with agree, so that mypy can be believed."""

import datetime
from dataclasses import MISSING, Field, fields
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from django import forms
from django.conf import settings
from django.urls import get_resolver

from hotelpms.kit.forms.wishes import WishForm
from reservations.forms.booking.card_field import CardField

# What a field of a form cleans to; the most special class first.
CLEANED: tuple[tuple[type[forms.Field], type], ...] = (
    (forms.ModelMultipleChoiceField, object),
    (CardField, object),
    (forms.BooleanField, bool),
    (forms.DateField, datetime.date),
    (forms.TimeField, datetime.time),
    (forms.DecimalField, Decimal),
    (forms.IntegerField, int),
    (forms.CharField, str),
    (forms.ChoiceField, str),
)


APPS = {app.split(".")[0] for app in settings.OURS}


def all_forms() -> list[type[WishForm[Any]]]:
    assert get_resolver().url_patterns  # The views import their forms.
    found, waiting = [], list(WishForm.__subclasses__())
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if hasattr(form, "asks") and form.__module__.split(".")[0] in APPS:
            found.append(form)
    return sorted(found, key=lambda form: f"{form.__module__}.{form.__name__}")


FORMS = all_forms()


def adds_its_own(form: type[WishForm[Any]]) -> bool:
    """The form fills what no field of it says: rows of another name, what it was made with."""
    return form.given is not WishForm.given


def value_of(form: type[WishForm[Any]], name: str) -> type:
    field = form.base_fields[name]
    cleaner = getattr(form, f"clean_{name}", None)
    if cleaner is not None:
        said = get_type_hints(cleaner)["return"]
        return said if isinstance(said, type) else object
    if isinstance(field, forms.TypedChoiceField):
        return int if field.coerce is int else object
    if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
        return field.queryset.model
    return next((cleaned for kind, cleaned in CLEANED if isinstance(field, kind)), object)


def types_of(hint: Any) -> set[type]:
    """Return the classes that a hint allows: int and None of int | None, tuple of tuple[int]."""
    union = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    return {get_origin(one) or one for one in union}


def has_default(field: Field[Any]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_a_form_asks_for_everything_that_its_wish_says(form: type[WishForm[Any]]) -> None:
    missing = [
        field.name
        for field in fields(form.asks)
        if field.name not in form.base_fields and not has_default(field)
    ]

    assert adds_its_own(form) or missing == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_a_field_cleans_to_the_type_that_the_wish_says(form: type[WishForm[Any]]) -> None:
    said = get_type_hints(form.asks)
    wrong = {}
    for name in set(said) & set(form.base_fields):
        allowed = types_of(said[name])
        field, cleaned = form.base_fields[name], value_of(form, name)
        if cleaned is not object and not any(issubclass(cleaned, one) for one in allowed):
            wrong[name] = f"cleans to {cleaned.__name__}"
        elif not field.required and cleaned not in (bool, str, object) and NoneType not in allowed:
            wrong[name] = "may be empty"

    assert adds_its_own(form) or wrong == {}


def test_there_are_wishes_to_compare() -> None:
    assert len(FORMS) > 15
