"""One way for all forms about a reservation: page or side panel, one deed, back to where it began.

A refusal of the domain is shown in the form, so nothing that was typed is lost. After a stale
version the form carries the new one: the person has been told, and may repeat the step.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from hotelpms.kit.errors import Refused
from hotelpms.kit.web import htmx
from reservations.domain.nights.guards import StaleVersion
from reservations.forms.stay.deed import DeedForm
from reservations.models import Reservation, Stay


@dataclass(frozen=True)
class Deed:
    """What a form says about itself, what it is about, and the page that it returns to."""

    title: str
    button: str
    back: str
    subject: Reservation | Stay
    explanation: str = ""
    is_grave: bool = False
    panel: str = "reservations/stay/deed_panel.html"
    facts: dict[str, Any] = field(default_factory=dict)


def answer(
    request: HttpRequest, deed: Deed, form: DeedForm, act: Callable[[dict[str, Any]], str]
) -> HttpResponse:
    """Show the form; when it is sent and in order, call `act`, tell its sentence and go back."""
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, act(form.cleaned_data))
        except Refused as refused:
            form.refuse(str(refused.message))
            if isinstance(refused, StaleVersion):
                deed.subject.refresh_from_db(fields=["version"])
                form.see_version(deed.subject.version)
        else:
            return go(request, deed.back)
    return htmx.page(
        request,
        "reservations/stay/deed.html",
        {"deed": deed, "form": form, "hotel": deed.subject.hotel, **deed.facts},
        fragment=deed.panel,
        status=422 if request.method == "POST" else 200,
    )


def press(request: HttpRequest, back: str, act: Callable[[], str]) -> HttpResponse:
    """Do what a button without a form asks for; say what came of it on the page behind."""
    try:
        messages.success(request, act())
    except Refused as refused:
        messages.error(request, str(refused.message))
    return go(request, back)


def go(request: HttpRequest, address: str) -> HttpResponse:
    """Lead on; out of a panel the page below is shown anew, whichever it is."""
    if htmx.wants_fragment(request):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return HttpResponseRedirect(address)
