"""The hotel of the browser's walk without a browser: built once, each page fetched once."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.forms import BaseForm
from django.test import Client
from django.test.utils import ContextList

from tests.browser.walk.house import Walked, furnished
from tests.browser.walk.places import PLACES
from tests.factories.hotels import MembershipFactory

BACKEND = "django.contrib.auth.backends.ModelBackend"
NAME = re.compile(r'name="([^"]+)"')


@dataclass(frozen=True)
class Page:
    """A page as it was answered, and the forms that its templates were given."""

    place: str
    address: str
    status: int
    content: str
    forms: tuple[BaseForm, ...]

    @property
    def names(self) -> set[str]:
        """The names under which the page sends what is typed."""
        return set(NAME.findall(self.content))


@pytest.fixture(scope="package")
def walked(django_db_setup: None, django_db_blocker: Any) -> Iterator[Walked]:
    """The furnished hotel, at noon of its business date."""
    with furnished(django_db_blocker) as walked:
        yield walked


@pytest.fixture(scope="package")
def pages(walked: Walked) -> list[Page]:
    """Every page as somebody sees it who may do everything."""
    client = Client()
    client.force_login(walked.person, backend=BACKEND)
    return [
        opened(client, place, address)
        for place, addresses in PLACES.items()
        for address in addresses(walked)
    ]


@pytest.fixture
def somebody(walked: Walked, db: None) -> Callable[[str], Client]:
    """A function that returns the browser of somebody with one role in the hotel."""

    def sign_in(role: str) -> Client:
        client = Client()
        user = MembershipFactory(hotel=walked.hotel, role=role).user
        client.force_login(user, backend=BACKEND)
        return client

    return sign_in


def opened(client: Client, place: str, address: str) -> Page:
    answer = client.get(address)
    content = b"".join(answer) if answer.streaming else answer.content
    return Page(
        place, address, answer.status_code, content.decode(), tuple(forms_of(answer.context))
    )


def forms_of(context: ContextList | None) -> list[BaseForm]:
    """Every form that a template of the page was given.

    Each template and widget has the layers of those around it: a value is looked into once.
    """
    seen: dict[int, object] = {}
    layers = [layer for part in context or () for layer in part.dicts]
    return [form for layer in layers for form in forms_in(layer, seen)]


def forms_in(value: object, seen: dict[int, object]) -> Iterator[BaseForm]:
    if not isinstance(value, BaseForm | dict | list | tuple) or id(value) in seen:
        return
    seen[id(value)] = value
    if isinstance(value, BaseForm):
        yield value
        return
    for part in value.values() if isinstance(value, dict) else value:
        yield from forms_in(part, seen)
