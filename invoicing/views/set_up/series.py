"""How invoices and credit notes are numbered, year by year."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.web import htmx
from hotelpms.kit.web.deeds import Crumb, Deed, answer
from invoicing.domain.invoices.series import set_prefix
from invoicing.domain.pages.series_list import Numbers, numbers, series_of
from invoicing.enums import InvoiceKind
from invoicing.forms.set_up.series import PrefixForm, PrefixWish


@dataclass(frozen=True)
class Line:
    """A series with the page that sets its prefix; none once it has begun."""

    numbers: Numbers
    url: str


@requires(Right.INVOICING_SETUP, before_opening=True)
@require_GET
def listing(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Show the prefixes and counters of this year, the next and those before."""
    lines = [_line(hotel, one) for one in series_of(hotel=hotel, year=_year(request, hotel))]
    return htmx.page(request, "invoicing/set_up/series.html", {"lines": lines})


@requires(Right.INVOICING_SETUP, before_opening=True)
@require_http_methods(["GET", "POST"])
def change(request: StaffRequest, hotel: Hotel, year: int, kind: str) -> HttpResponse:
    """Set how the numbers of a year begin, before the first document."""
    this_year = _year(request, hotel)
    if kind not in InvoiceKind.values or year not in (this_year, this_year + 1):
        raise Http404
    found = numbers(hotel=hotel, kind=InvoiceKind(kind), year=year)
    form = PrefixForm(request.POST or None, initial={"beginning": found.prefix})

    def act(wish: PrefixWish) -> str:
        series = set_prefix(
            hotel=hotel,
            kind=found.kind,
            year=year,
            prefix=wish.beginning,
            actor=request.actor,
            now=clock.now(),
        )
        return _("Numbers begin with %(prefix)s.") % {"prefix": series.prefix}

    back = reverse("invoicing:set_up_series", args=[hotel.code])
    deed = Deed(
        title=f"{found.kind.label} {year}",
        button=_("Save"),
        back=back,
        crumbs=(Crumb(_("Invoice numbers"), back),),
        explanation=_(
            "Once the first document has its number, the prefix of the year stays: numbers must"
            " follow each other without a gap."
        ),
    )
    return answer(request, deed, form, act)


def _year(request: StaffRequest, hotel: Hotel) -> int:
    # Before the opening there is no business date: the calendar of the hotel says the year.
    date = request.business_date or clock.local_date(clock.now(), hotel.zone)
    return date.year


def _line(hotel: Hotel, one: Numbers) -> Line:
    if one.has_begun:
        return Line(one, "")
    name = "invoicing:set_up_series_change"
    return Line(one, reverse(name, args=[hotel.code, one.year, one.kind]))
