"""Nights that were on the bill and were taken off by a correction."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date as Date

from django.urls import reverse
from django.utils.translation import gettext as _

from hotelpms.closing.domain.checks.check import Check
from hotelpms.closing.domain.checks.finding import Finding
from hotelpms.hotels.models import Hotel
from hotelpms.kit.sayings import said
from invoicing.domain.nights import nights
from reservations.models import RoomNight


class CorrectedNights(Check):
    """The closing posts the night of its own date; an earlier one waits for a person."""

    code = "corrected_night"
    blocks = False

    @classmethod
    def find(cls, *, hotel: Hotel, date: Date) -> Iterator[Finding]:
        for night in nights.corrected(hotel=hotel).filter(date__lt=date):
            yield cls._about(night, hotel)

    @classmethod
    def _about(cls, night: RoomNight, hotel: Hotel) -> Finding:
        message = said(
            "%(guest)s: the charge for the night of %(date)s was corrected, and the night is not "
            "on the bill.",
            guest=night.stay.guest.full_name,  # type: ignore[union-attr]
            date=night.date,
        )
        found = cls.finding(
            message,
            url=reverse("invoicing:post_night", args=[hotel.code, night.pk]),
            action=_("Post the night"),
            stay_id=night.stay_id,
            is_panel=True,
        )
        waive = reverse("invoicing:waive_night", args=[hotel.code, night.pk])
        return replace(found, other_url=waive, other_action=_("Do not charge it"))
