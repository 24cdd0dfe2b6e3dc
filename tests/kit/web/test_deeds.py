"""A form in a panel and on a page of its own: what it tells, keeps and leads to."""

import json
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from hotelpms.kit.errors import Refused, StaleVersion
from hotelpms.kit.forms.wishes import VersionForm
from hotelpms.kit.web import deeds, htmx
from hotelpms.kit.web.deeds import Deed

DEED = Deed(title="Cancel", button="Cancel it", back="/below/")
PANEL = {"HX-Request": "true"}


@dataclass(frozen=True)
class Reason:
    version: int
    reason: str


class ReasonForm(VersionForm[Reason]):
    asks = Reason

    reason = forms.CharField()


@pytest.fixture(autouse=True)
def shown(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the form's page was answered with, instead of its HTML."""
    seen: dict[str, Any] = {}

    def render(
        _request: HttpRequest, template: str, context: dict[str, Any], status: int
    ) -> HttpResponse:
        seen.update(context, template=template)
        return HttpResponse(status=status)

    monkeypatch.setattr(htmx, "render", render)
    return seen


def asked(typed: dict[str, str] | None = None, **headers: str) -> HttpRequest:
    factory = RequestFactory(headers=headers)
    request: Any = factory.get("/form/") if typed is None else factory.post("/form/", typed)
    request.htmx = HtmxDetails(request)
    request._messages = CookieStorage(request)
    return request  # type: ignore[no-any-return]


def answered(
    request: HttpRequest, deed: Deed = DEED, refusal: Refused | None = None
) -> HttpResponse:
    def act(wish: Reason) -> str:
        if refusal:
            raise refusal
        return f"Cancelled: {wish.reason}"

    return deeds.answer(request, deed, ReasonForm(request.POST or None), act)


def told(request: HttpRequest) -> list[str]:
    return [str(message) for message in get_messages(request)]


TYPED = {"version": "1", "reason": "ill"}


def test_the_form_is_shown_until_it_is_sent(shown: dict[str, Any]) -> None:
    answer = answered(asked())

    assert (answer.status_code, shown["template"]) == (200, "components/deed.html")
    assert shown["deed"] == DEED


def test_htmx_gets_the_panel_alone(shown: dict[str, Any]) -> None:
    answered(asked(**PANEL))

    assert shown["template"] == "components/deed_panel.html"


def test_without_a_panel_it_leads_back_with_a_sentence() -> None:
    request = asked(TYPED)

    answer = answered(request)

    assert (answer.status_code, answer["Location"]) == (302, "/below/")
    assert told(request) == ["Cancelled: ill"]


def test_out_of_the_panel_the_page_below_is_shown_anew() -> None:
    answer = answered(asked(TYPED, **PANEL))

    assert (answer.status_code, answer["HX-Refresh"]) == (204, "true")


@pytest.mark.parametrize(("headers", "where"), [({}, "Location"), (PANEL, "HX-Redirect")])
def test_a_deed_that_leads_elsewhere_goes_there_from_page_and_panel(
    headers: dict[str, str], where: str
) -> None:
    answer = answered(asked(TYPED, **headers), replace(DEED, leads_to="/note/"))

    assert answer[where] == "/note/"


def test_what_listens_to_the_change_fetches_itself_and_the_page_below_stays() -> None:
    request = asked(TYPED, **PANEL)

    answer = answered(request, replace(DEED, changes="traces-changed"))

    assert json.loads(answer["HX-Trigger"]) == {
        "toast": {"level": "success", "text": "Cancelled: ill"},
        "traces-changed": True,
        "close-panel": True,
    }
    assert told(request) == []


def test_a_mistake_is_shown_and_nothing_is_done(shown: dict[str, Any]) -> None:
    answer = answered(asked({"version": "1", "reason": ""}))

    assert answer.status_code == 422
    assert "reason" in shown["form"].errors


def test_a_refusal_stands_in_the_form_and_nothing_typed_is_lost(shown: dict[str, Any]) -> None:
    answer = answered(asked(TYPED, **PANEL), refusal=Refused("Too late."))

    assert answer.status_code == 422
    assert shown["form"].non_field_errors() == ["Too late."]
    assert shown["form"]["reason"].value() == "ill"


def test_after_a_stale_version_the_next_try_is_about_the_new_one(shown: dict[str, Any]) -> None:
    answered(asked(TYPED), refusal=StaleVersion(7))

    assert shown["form"]["version"].value() == "7"
    assert shown["form"]["reason"].value() == "ill"


def test_an_empty_sentence_tells_nothing() -> None:
    request = asked(TYPED)

    deeds.answer(request, DEED, ReasonForm(request.POST), lambda _wish: "")

    assert told(request) == []


def test_a_pressed_button_tells_what_came_of_it_on_the_page_behind() -> None:
    def refuse() -> str:
        raise Refused("Not today.")

    done, refused = asked({}), asked({}, **PANEL)

    assert deeds.press(done, "/below/", lambda: "Done.")["Location"] == "/below/"
    assert deeds.press(refused, "/below/", refuse)["HX-Refresh"] == "true"
    assert (told(done), told(refused)) == (["Done."], ["Not today."])


def test_above_a_form_stands_the_page_it_leads_back_to_unless_it_names_others() -> None:
    named = (deeds.Crumb("Rooms", "/rooms/"),)

    assert [crumb.url for crumb in DEED.path] == ["/below/"]
    assert replace(DEED, crumbs=named).path == named
