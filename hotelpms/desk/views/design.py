"""The living page of the design system: every component in its states, with made-up rows."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from hotelpms.desk.domain import samples
from hotelpms.desk.domain.samples import FIRST_DAY, GUESTS
from hotelpms.desk.forms.sample import (
    MOST_BYTES,
    FilesForm,
    SampleFilters,
    SampleForm,
    SampleWish,
    state_words,
)
from hotelpms.hotels.domain.business_day import business_date
from hotelpms.hotels.domain.queries import hotel_and_rights, hotels_of
from hotelpms.hotels.enums import Right
from hotelpms.hotels.rights import StaffRequest, signed_in
from hotelpms.kit.charts import Series, bar_chart, line_chart, sparkline
from hotelpms.kit.web import edge, looks
from hotelpms.kit.web.htmx import page as fragment_or_page
from hotelpms.kit.web.htmx import tell, wants_fragment
from hotelpms.kit.web.paging import paged
from hotelpms.lists import pages
from hotelpms.lists.domain import catalogue
from hotelpms.lists.domain.catalogue import Column

PAGE_SIZE = 12
OCCUPANCY = (62, 71, 88, 94, 91, 70, 58, 61, 66, 79, 92, 97, 85, 64)
LAST_YEAR = (58, 64, 80, 90, 93, 72, 61, 55, 60, 71, 84, 90, 88, 69)
# The session remembers which made-up stays are off the list, one entry for each press.
TAKEN_OFF = "design_taken_off"
MOST_PRESSES = 20
MOST_NUMBER = 99_999

LIST = catalogue.register(
    catalogue.List(
        key="design",
        label=gettext_lazy("Design"),
        right=Right.DESK_VIEW,
        url_name="desk:design",
        filters=SampleFilters,
        page="design/page.html",
        part="design/table_rows.html",
        takes_hotel=False,
        anchor="#table",
        columns=(
            Column("guest", gettext_lazy("Guest"), sort="guest", is_fixed=True),
            Column("room", gettext_lazy("Room"), sort="room"),
            Column("arrival", gettext_lazy("Arrival"), sort="arrival"),
            Column("nights", gettext_lazy("Nights"), numeric=True),
            Column("state", gettext_lazy("Status")),
            Column("source", gettext_lazy("Booked through"), is_usual=False),
            Column("balance", gettext_lazy("Balance"), sort="balance", numeric=True),
        ),
    )
)


@signed_in
@require_GET
def page(request: StaffRequest) -> HttpResponse:
    """Show all components; `?errors=1` shows the form as it looks after a mistake."""
    filters = SampleFilters(request.GET)

    def facts(wish: SampleWish, sort: str) -> dict[str, Any]:
        around = {} if wants_fragment(request) else everything_else(request)
        return table(request, wish, sort) | around

    if enter_first_hotel(request):
        return pages.answer(request, LIST, filters, facts)
    context = facts(filters.wish(), LIST.sort_of(request.GET))
    context |= {"columns": LIST.columns, "list": None}
    return fragment_or_page(request, LIST.page, context, fragment=LIST.part)


@signed_in
@require_POST
def take_off(request: StaffRequest) -> HttpResponse:
    """Take the chosen stays off the made-up list, with a word that offers to undo it."""
    given = edge.sent(request)
    wanted = given.lines("only") or given.lines("ids")
    known = [edge.number(raw, most=MOST_NUMBER) for raw in wanted]
    numbers = [number for number in known if number is not None][:PAGE_SIZE]
    presses = request.session.get(TAKEN_OFF, [])
    request.session[TAKEN_OFF] = [*presses, numbers][-MOST_PRESSES:] if numbers else presses
    count = len(numbers)
    said = ngettext("%(count)s stay is off the list.", "%(count)s stays are off the list.", count)
    return answer(request, said % {"count": count}, undo=reverse("desk:design_undo"))


@signed_in
@require_POST
def undo(request: StaffRequest) -> HttpResponse:
    """Bring back the stays that were taken off last; `all` brings back every one."""
    presses = request.session.get(TAKEN_OFF, [])
    request.session[TAKEN_OFF] = [] if "all" in edge.sent(request) else presses[:-1]
    return answer(request, _("They are on the list again."))


@signed_in
@require_POST
def files(request: StaffRequest) -> HttpResponse:
    """Look at dropped files and tell their names and sizes; nothing is kept."""
    form = FilesForm(request.POST, request.FILES)
    is_fine = form.is_valid()
    context = {
        "files_form": form if not is_fine else FilesForm(),
        "received": form.cleaned_data["documents"] if is_fine else [],
        "max_bytes": MOST_BYTES,
    }
    enter_first_hotel(request)
    return fragment_or_page(
        request,
        "design/files_page.html",
        context,
        fragment="design/files.html",
        status=200 if is_fine else 422,
    )


@signed_in
@require_GET
def again(request: StaffRequest) -> HttpResponse:
    """Answer the table that could not be shown at first."""
    enter_first_hotel(request)
    context = {"rows": samples.all_rows()[:3], "fragment": "design/again.html"}
    return fragment_or_page(
        request, "design/panel_page.html", context, fragment="design/again.html"
    )


@signed_in
@require_GET
def panel(request: StaffRequest) -> HttpResponse:
    """Answer with what the side panel and the dialog show as an example."""
    enter_first_hotel(request)
    fragment = "design/dialog.html" if "dialog" in edge.asked(request) else "design/panel.html"
    # The page behind may hold the same form: its labels must not lead there.
    context = {"form": filled_form(auto_id="panel_%s"), "fragment": fragment}
    return fragment_or_page(request, "design/panel_page.html", context, fragment=fragment)


@signed_in
@require_GET
def guests(request: StaffRequest) -> HttpResponse:
    """Answer the sample combobox."""
    text = edge.asked(request).line("guest_text")
    return render(request, "design/options.html", {"names": looked_up(text), "text": text})


@signed_in
@require_POST
def toast(request: StaffRequest) -> HttpResponse:
    """Come back to the page with one message of each level."""
    messages.success(request, _("Room 102 is booked for Ana Ruiz Molina."))
    messages.info(request, _("The night closing starts at 03:00."))
    messages.warning(request, _("The deposit has not arrived yet."))
    messages.error(request, _("The mail server refused the log-in."))
    if not wants_fragment(request):
        return HttpResponseRedirect(reverse("desk:design"))
    return render(request, "components/toasts.html")


def looked_up(text: str) -> list[str]:
    """Return the made-up guests whose name holds the text."""
    wanted = text.strip().casefold()
    return [name for name in GUESTS if wanted and wanted in name.casefold()]


def table(request: StaffRequest, wish: SampleWish, sort: str) -> dict[str, Any]:
    """Return the part of the made-up stays that the address asks for."""
    hidden = [number for press in request.session.get(TAKEN_OFF, []) for number in press]
    rows = samples.found(text=wish.q, state=wish.state, sort=sort, without=hidden)
    return {
        "page": paged(request, rows, PAGE_SIZE),
        "state": wish.state,
        "states": state_words(),
        "hidden_count": len(hidden),
    }


def everything_else(request: StaffRequest) -> dict[str, Any]:
    """Return what the page shows besides its list."""
    text = edge.asked(request).line("guest_text")
    return figures() | {
        "form": asked_form(request),
        "files_form": FilesForm(),
        "received": [],
        "max_bytes": MOST_BYTES,
        "statuses": [(kind, list(looks.looks_of(kind))) for kind in looks.kinds()],
        "guest_text": text,
        "looked_up": looked_up(text) if text else None,
        "tab": edge.asked(request).line("tab") or "stay",
    }


def figures() -> dict[str, Any]:
    """Return the drawings of the page."""
    days = [(FIRST_DAY + timedelta(days=n)).strftime("%d.%m.") for n in range(14)]
    series = [Series(_("This year"), OCCUPANCY), Series(_("Last year"), LAST_YEAR)]
    return {
        "line": line_chart(series, labels=days, title=_("Occupancy"), unit="%"),
        "bars": bar_chart(series[:1], labels=days, title=_("Occupancy"), unit="%"),
        "spark": sparkline(OCCUPANCY, _("Occupancy of the next 14 days")),
    }


def answer(request: StaffRequest, said: str, *, undo: str = "") -> HttpResponse:
    """Say what was done: to htmx by a toast, otherwise on the page that comes next."""
    if not wants_fragment(request):
        messages.success(request, said)
        return HttpResponseRedirect(f"{reverse('desk:design')}?{pages.EVERYTHING}#table")
    return tell(said, "list-changed", undo=undo)


def asked_form(request: StaffRequest) -> SampleForm:
    """Return the form as sent, with mistakes for `?errors=1`, or filled in."""
    asked = edge.asked(request)
    if "errors" in asked:
        return SampleForm(MISTAKES)
    return SampleForm(request.GET) if "check" in asked else filled_form()


MISTAKES = {
    "email": "ana.ruiz@",
    "arrival": "2026-11-23",
    "departure": "2026-11-20",
    "price": "12o",
    "deposit": "50.123",
    "phone": "12",
    "phone_country": "ES",
    "adults": "0",
}


def filled_form(auto_id: str = "id_%s") -> SampleForm:
    return SampleForm(
        auto_id=auto_id,
        initial={
            "guest": GUESTS[0],
            "arrival": FIRST_DAY,
            "departure": FIRST_DAY + timedelta(days=3),
            "price": Decimal("1092.50"),
            "phone": "+34600123456",
            "country": "ES",
        },
    )


def enter_first_hotel(request: StaffRequest) -> bool:
    """Show the frame as it looks inside the person's first hotel; False when there is none."""
    first = hotels_of(request.user).first()
    found = hotel_and_rights(user=request.user, code=first.code) if first else None
    if found is None:
        return False
    request.hotel, request.rights = found
    request.business_date = business_date(request.hotel)
    return True
