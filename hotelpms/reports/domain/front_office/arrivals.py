"""Who arrives: VIPs first, then by room, with what the desk must know and what is open."""

from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal
from functools import cached_property
from typing import Any, Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cardex.enums import VipLevel
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.kit.dates import format_hour
from hotelpms.reports.domain.report import Report
from hotelpms.reports.domain.sheets import Column, Kind, Row, Sheet
from invoicing.domain.folios import folios
from invoicing.models import Folio
from reservations.enums import HOLDING_STATES
from reservations.models import Stay


@dataclass(frozen=True)
class Arrival:
    """One room that is expected; `balance` is what the folio owes less the waiting deposit."""

    stay: Stay
    balance: Decimal

    @property
    def vip(self) -> str:
        return str(self.stay.guest.get_vip_display()) if self.stay.guest.vip else ""

    @property
    def room(self) -> str:
        return self.stay.room.number if self.stay.room else ""

    @property
    def people(self) -> str:
        """Adults, children and babies: "2 + 1 + 0" as "2+1"."""
        stay = self.stay
        parts = [stay.adults, stay.children, stay.babies]
        while len(parts) > 1 and not parts[-1]:
            parts.pop()
        return "+".join(str(part) for part in parts)

    @property
    def remarks(self) -> str:
        """What was asked for, what the reservation notes and what the card notes."""
        reservation = self.stay.reservation
        found = (reservation.requests, reservation.notes, self.stay.guest.notes)
        return " · ".join(" ".join(text.split()) for text in found if text.strip())


@dataclass(frozen=True)
class Arrivals(Report):
    kind = "arrivals"
    title = gettext_lazy("Arrivals")
    about = gettext_lazy("Who arrives, VIPs first, with room, nights, board, notes and balance.")
    right = Right.REPORTS_VIEW
    tells_money = False
    of_next_day = True
    is_one_day = False
    paper = "paper/arrivals.html"

    arrivals: tuple[Arrival, ...]

    @classmethod
    def build(cls, *, hotel: Hotel, first: Date, last: Date) -> Self:
        """Return who arrives from `first` to `last`. Four queries for any number.

        Guests who came already stay on the list; cancelled stays and no-shows are not on it.
        """
        stays = _stays(hotel, first, last)
        owed = _owed(stays)
        rows = (Arrival(stay, owed.get(stay.pk, Decimal("0.00"))) for stay in stays)
        return cls(hotel, first, last, tuple(rows))

    @property
    def guests(self) -> int:
        return sum(a.stay.adults + a.stay.children + a.stay.babies for a in self.arrivals)

    @property
    def vips(self) -> int:
        return sum(bool(arrival.vip) for arrival in self.arrivals)

    @property
    def without_room(self) -> int:
        return sum(not arrival.room for arrival in self.arrivals)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        several = self.first != self.last
        columns = (
            *((Column(_("Arrival"), Kind.DATE),) if several else ()),
            Column(_("Guest")),
            Column(_("VIP")),
            Column(_("Room")),
            Column(_("Room type")),
            Column(_("Nights"), Kind.COUNT),
            Column(_("Departure"), Kind.DATE),
            Column(_("Guests")),
            Column(_("Board")),
            Column(_("Hour")),
            Column(_("Reservation")),
            Column(_("Stays"), Kind.COUNT),
            Column(_("Balance"), Kind.AMOUNT),
            Column(_("Notes")),
        )
        rows = tuple(self._row(arrival, several=several) for arrival in self.arrivals)
        return (Sheet(_("Arrivals"), columns, rows, self.hotel.currency, note=self._note()),)

    def _row(self, arrival: Arrival, *, several: bool) -> Row:
        stay = arrival.stay
        return Row(
            (
                *((stay.arrival,) if several else ()),
                stay.guest.full_name,
                arrival.vip,
                arrival.room,
                stay.room_type.code,
                len(stay.nights),
                stay.departure,
                arrival.people,
                stay.board,
                format_hour(stay.arrival_time),
                stay.reservation.code,
                stay.guest.stay_count,
                arrival.balance,
                arrival.remarks,
            )
        )

    def _note(self) -> str:
        rooms = len(self.arrivals)
        return ngettext(
            "%(n)d room, %(guests)d guests.", "%(n)d rooms, %(guests)d guests.", rooms
        ) % {
            "n": rooms,
            "guests": self.guests,
        }


def _owed(stays: list[Stay]) -> dict[int | None, Decimal]:
    """Return what each stay owes less its waiting deposits."""
    windows = dict(Folio.objects.filter(stay__in=stays).order_by("pk").values_list("pk", "stay_id"))
    owed: dict[int | None, Decimal] = {}
    deposits = folios.deposits(windows)
    for folio_id, balance in folios.balances(windows).items():
        stay_id = windows[folio_id]
        open_amount = balance - deposits.get(folio_id, Decimal(0))
        owed[stay_id] = owed.get(stay_id, Decimal(0)) + open_amount
    return owed


def _stays(hotel: Hotel, first: Date, last: Date) -> list[Stay]:
    stays = Stay.objects.filter(
        hotel=hotel, state__in=HOLDING_STATES, arrival__gte=first, arrival__lte=last
    )
    return sorted(stays.select_related("guest", "reservation", "room", "room_type"), key=_place)


def _place(stay: Stay) -> tuple[Any, ...]:
    """By date, VIP 1 first, then by room."""
    guest = stay.guest
    rank = VIPS.index(VipLevel(guest.vip)) if guest.vip else len(VIPS)
    return stay.arrival, rank, stay.room_order, guest.sort_key, stay.pk


VIPS = [level for level in VipLevel if level.value]
