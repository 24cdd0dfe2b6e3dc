"""One way for all forms about money: page or side panel, one deed, back to where it began."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from hotelpms.kit.web import htmx


@dataclass(frozen=True)
class Deed:
    """What the form says about itself, and the page it returns to."""

    title: str
    button: str
    back: str
    explanation: str = ""
    is_grave: bool = False


def answer(
    request: HttpRequest, deed: Deed, form: forms.Form, act: Callable[[dict[str, Any]], str]
) -> HttpResponse:
    """Show the form; when it is sent and in order, call `act`, tell its sentence and go back."""
    if request.method == "POST" and form.is_valid():
        messages.success(request, act(form.cleaned_data))
        return go(request, deed.back)
    return htmx.page(
        request,
        "invoicing/folio/deed.html",
        {"deed": deed, "form": form},
        fragment="invoicing/folio/deed_panel.html",
        status=422 if request.method == "POST" else 200,
    )


def go(request: HttpRequest, address: str) -> HttpResponse:
    """Lead the browser to another page, out of the panel too."""
    if htmx.wants_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
