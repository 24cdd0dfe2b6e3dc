"""The living page of the design system: every component in its states, with made-up rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import overload

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hotelpms.desk.forms.sample import SampleForm
from hotelpms.desk.templatetags.design import STATUSES
from hotelpms.hotels.domain.business_day import business_date
from hotelpms.hotels.domain.queries import hotel_and_rights, hotels_of
from hotelpms.hotels.rights import StaffRequest, signed_in
from hotelpms.kit.charts import Series, bar_chart, line_chart, sparkline
from hotelpms.kit.htmx import page as fragment_or_page

FIRST_DAY = date(2026, 11, 20)
ROW_COUNT = 10_000
GUESTS = ("Ana Ruiz Molina", "Jan Novák", "Ayşe Yılmaz", "Grace Okafor", "Léa Fontaine", "Tom Reed")
STATES = ("due_in", "in_house", "due_out", "option", "departed", "no_show", "cancelled")
OCCUPANCY = (62, 71, 88, 94, 91, 70, 58, 61, 66, 79, 92, 97, 85, 64)
LAST_YEAR = (58, 64, 80, 90, 93, 72, 61, 55, 60, 71, 84, 90, 88, 69)


@dataclass(frozen=True)
class SampleRow:
    """A made-up stay."""

    number: int
    guest: str
    room: str
    arrival: date
    nights: int
    state: str
    balance: Decimal
    currency: str = "EUR"


class SampleRows(Sequence[SampleRow]):
    """Ten thousand stays that exist only while they are looked at."""

    def __len__(self) -> int:
        return ROW_COUNT

    @overload
    def __getitem__(self, wanted: int) -> SampleRow: ...

    @overload
    def __getitem__(self, wanted: slice) -> list[SampleRow]: ...

    def __getitem__(self, wanted: int | slice) -> SampleRow | list[SampleRow]:
        if isinstance(wanted, int):
            return sample_row(range(ROW_COUNT)[wanted])
        return [sample_row(number) for number in range(*wanted.indices(ROW_COUNT))]


def sample_row(number: int) -> SampleRow:
    return SampleRow(
        number=number,
        guest=GUESTS[number % len(GUESTS)],
        room=str(101 + number % 40),
        arrival=FIRST_DAY + timedelta(days=number % 14),
        nights=1 + number % 6,
        state=STATES[number % len(STATES)],
        balance=Decimal(number * 137 % 900) - 120,
    )


@signed_in
@require_GET
def page(request: StaffRequest) -> HttpResponse:
    """Show all components; `?errors=1` shows the form as it looks after a mistake."""
    enter_first_hotel(request)
    days = [(FIRST_DAY + timedelta(days=n)).strftime("%d.%m.") for n in range(14)]
    series = [Series(_("This year"), OCCUPANCY), Series(_("Last year"), LAST_YEAR)]
    context = {
        "form": filled_form() if "errors" not in request.GET else SampleForm({"adults": "0"}),
        "page": Paginator(SampleRows(), 12).get_page(request.GET.get("page")),
        "statuses": list(STATUSES),
        "line": line_chart(series, labels=days, title=_("Occupancy"), unit="%"),
        "bars": bar_chart(series[:1], labels=days, title=_("Occupancy"), unit="%"),
        "spark": sparkline(OCCUPANCY, _("Occupancy of the next 14 days")),
    }
    return render(request, "design/page.html", context)


@signed_in
@require_GET
def panel(request: StaffRequest) -> HttpResponse:
    """Answer with what the side panel and the dialog show as an example."""
    enter_first_hotel(request)
    fragment = "design/dialog.html" if "dialog" in request.GET else "design/panel.html"
    context = {"form": filled_form(), "fragment": fragment}
    return fragment_or_page(request, "design/panel_page.html", context, fragment=fragment)


@signed_in
@require_GET
def guests(request: StaffRequest) -> HttpResponse:
    """Answer the sample combobox."""
    text = request.GET.get("q", "").strip().casefold()
    found = [name for name in GUESTS if text and text in name.casefold()]
    return render(request, "design/options.html", {"names": found, "text": text})


@signed_in
@require_POST
def toast(request: StaffRequest) -> HttpResponse:
    """Come back to the page with one message of each level."""
    messages.success(request, _("Room 102 is booked for Ana Ruiz Molina."))
    messages.warning(request, _("The deposit has not arrived yet."))
    messages.error(request, _("The mail server refused the log-in."))
    return render(request, "components/toasts.html")


def filled_form() -> SampleForm:
    return SampleForm(
        initial={
            "guest": GUESTS[0],
            "arrival": FIRST_DAY,
            "departure": FIRST_DAY + timedelta(days=3),
            "price": "92.00",
        }
    )


def enter_first_hotel(request: StaffRequest) -> None:
    """Show the frame as it looks inside the person's first hotel."""
    first = hotels_of(request.user).first()
    found = hotel_and_rights(user=request.user, code=first.code) if first else None
    if found is None:
        return
    request.hotel, request.rights = found
    request.business_date = business_date(request.hotel)
