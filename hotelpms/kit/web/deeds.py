"""What a person does with one form or button: page or side panel, one deed, back to where it began.

A refusal of the domain is shown in the form, so nothing that was typed is lost. After a stale
version the form carries the new one: the person has been told, and may repeat the step.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from hotelpms.kit.errors import Refused
from hotelpms.kit.forms.wishes import Wish, WishForm
from hotelpms.kit.web import htmx

Result = TypeVar("Result")

PAGE, PANEL = "components/deed.html", "components/deed_panel.html"


@dataclass(frozen=True)
class Crumb:
    """A page above this one."""

    label: str
    url: str


@dataclass(frozen=True)
class Deed:
    """What a form says about itself, and where it leads.

    `back` is the page that it was opened from, or would have been: outside of the panel it comes
    next. In the panel the page below is shown anew, whichever it is; with `changes` it stays, and
    what shows that thing fetches itself anew at this event. `leads_to` is a page of its own that
    comes next in either case. `panel` is the fragment that the page includes; `facts` are what
    it shows besides the form.
    """

    title: str
    button: str
    back: str
    explanation: str = ""
    is_grave: bool = False
    crumbs: tuple[Crumb, ...] = ()
    changes: str = ""
    leads_to: str = ""
    panel: str = PANEL
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def path(self) -> tuple[Crumb, ...]:
        """The pages above, as the page of the form shows them."""
        return self.crumbs or (Crumb(_("Back"), self.back),)


def answer(
    request: HttpRequest, deed: Deed, form: WishForm[Wish], act: Callable[[Wish], str]
) -> HttpResponse:
    """Show the form; when it is sent and in order, call `act`, tell its sentence and lead on.

    An empty sentence tells nothing: `act` has said itself what came of it.
    """
    said = attempt(form, act) if request.method == "POST" else None
    if said is not None:
        return _lead_on(request, deed, said)
    return show(request, deed, form, status=422 if request.method == "POST" else 200)


def show(
    request: HttpRequest, deed: Deed, form: WishForm[Any], *, status: int = 200
) -> HttpResponse:
    """Show the form, as a page or in the panel, and do nothing."""
    context = {"deed": deed, "form": form, **deed.facts}
    return htmx.page(request, PAGE, context, fragment=deed.panel, status=status)


def attempt(form: WishForm[Wish], act: Callable[[Wish], Result]) -> Result | None:
    """Return what `act` makes of the form; None when something is wrong: the form then says it."""
    if not form.is_valid():
        return None
    try:
        return act(form.wish())
    except Refused as refused:
        form.refuse(refused)
        return None


def press(request: HttpRequest, back: str, act: Callable[[], str]) -> HttpResponse:
    """Do what a button without a form asks for; say what came of it on the page behind.

    An empty sentence tells nothing: `act` has said itself what came of it.
    """
    try:
        said = act()
        if said:
            messages.success(request, said)
    except Refused as refused:
        messages.error(request, str(refused.message))
    return go_back(request, back)


def go(request: HttpRequest, address: str) -> HttpResponse:
    """Lead the browser to another page, out of the panel too."""
    if htmx.wants_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def go_back(request: HttpRequest, address: str) -> HttpResponse:
    """Show the page below the panel anew, whichever it is; without a panel lead to the address."""
    if htmx.wants_fragment(request):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return HttpResponseRedirect(address)


def _lead_on(request: HttpRequest, deed: Deed, said: str) -> HttpResponse:
    if deed.changes and htmx.wants_fragment(request):
        return htmx.tell(said, deed.changes, "close-panel")
    if said:
        messages.success(request, said)
    return go(request, deed.leads_to) if deed.leads_to else go_back(request, deed.back)
