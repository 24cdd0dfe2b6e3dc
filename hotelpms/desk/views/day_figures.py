"""The figures at the head of the day: how many come, go, stay, wait, and what was earned."""

from decimal import Decimal

from babel import Locale
from babel.numbers import format_currency
from django.urls import reverse
from django.utils.translation import get_language, ngettext, to_locale
from django.utils.translation import gettext as _

from hotelpms.desk.domain.performance import Comparison, Performance
from hotelpms.desk.domain.to_do import ToDo
from hotelpms.desk.domain.today import Today
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.kit.dates import format_day
from hotelpms.kit.templatetags.kit import percent
from hotelpms.kit.web.parts import KeyFigure


def day_figures(
    hotel: Hotel,
    rights: frozenset[Right],
    today: Today,
    to_do: ToDo | None,
    performance: Performance | None,
) -> list[KeyFigure]:
    """Return them as far as the person's rights reach."""
    found = [*_guests(hotel, today), _rooms(hotel, today), _traces(hotel, today)]
    if to_do is not None:
        may_close = Right.CLOSING_CLOSE in rights
        url = reverse("closing:overview", args=[hotel.code]) if may_close else ""
        found.append(KeyFigure(_("To close"), to_do.blocking, _("in the way"), url, "moon"))
    if Right.MESSAGING_VIEW in rights:
        found.append(_messages(hotel, today))
    if performance is not None:
        found += _earned(hotel, performance)
    return found


def _guests(hotel: Hotel, today: Today) -> list[KeyFigure]:
    of_all = _("of %(n)s today")
    guests = ngettext("%(n)s guest", "%(n)s guests", today.guest_count)
    free = ngettext("%(n)s free", "%(n)s free", today.free_tonight)
    return [
        KeyFigure(
            _("Due in"),
            len(today.due_in),
            of_all % {"n": today.arrival_count},
            reverse("reservations:arrivals", args=[hotel.code]),
            "log-in",
        ),
        KeyFigure(
            _("Due out"),
            len(today.due_out),
            of_all % {"n": today.departure_count},
            reverse("reservations:departures", args=[hotel.code]),
            "log-out",
        ),
        KeyFigure(
            _("In house"),
            today.in_house_count,
            guests % {"n": today.guest_count},
            reverse("reservations:in_house", args=[hotel.code]),
            "key-round",
        ),
        KeyFigure(
            _("Tonight"),
            percent(today.share_tonight),
            free % {"n": today.free_tonight},
            reverse("reservations:plan", args=[hotel.code]),
            "bed-double",
        ),
    ]


def _rooms(hotel: Hotel, today: Today) -> KeyFigure:
    waiting, rooms = len(today.not_ready), today.tonight.rooms
    if waiting:
        note = ngettext("%(n)s expected", "%(n)s expected", waiting) % {"n": waiting}
    else:
        note = ngettext("of %(n)s room", "of %(n)s rooms", rooms) % {"n": rooms}
    url = reverse("reservations:rooms", args=[hotel.code]) + "?show=dirty"
    tone = "warn" if waiting else ""
    return KeyFigure(_("Not ready"), today.dirty_count, note, url, "brush-cleaning", tone)


def _traces(hotel: Hotel, today: Today) -> KeyFigure:
    late = today.overdue_count
    note = ngettext("%(n)s overdue", "%(n)s overdue", late) % {"n": late}
    url = reverse("reservations:traces", args=[hotel.code])
    tone = "bad" if late else ""
    return KeyFigure(_("Traces"), today.trace_count, note, url, "sticky-note", tone)


def _messages(hotel: Hotel, today: Today) -> KeyFigure:
    url, tone = reverse("messaging:outbox", args=[hotel.code]), "bad" if today.failed_count else ""
    name, note = _("Messages"), _("failed")
    return KeyFigure(name, today.failed_count, note, url, "mail-warning", tone)


def _earned(hotel: Hotel, performance: Performance) -> list[KeyFigure]:
    weekday = {"weekday": format_day(performance.date, "EEE")}
    url = reverse("reports:report", args=[hotel.code, "flash"])

    def figure(name: str, found: Comparison, icon: str) -> KeyFigure:
        value = _whole(found.value, hotel.currency) or "–"
        return KeyFigure(
            name, value, url=url, icon=icon, change=found.words, direction=found.direction
        )

    return [
        figure(_("ADR %(weekday)s") % weekday, performance.day.adr, "tag"),
        figure(_("RevPAR %(weekday)s") % weekday, performance.day.revpar, "chart-column"),
    ]


def _whole(value: Decimal | None, currency: str) -> str:
    """Return an amount without cents, in the language's way: €117."""
    if value is None:
        return ""
    locale = Locale.parse(to_locale(get_language() or "en"))
    pattern = str(locale.currency_formats["standard"].pattern).replace(".00", "")
    return format_currency(value, currency, format=pattern, locale=locale, currency_digits=False)
