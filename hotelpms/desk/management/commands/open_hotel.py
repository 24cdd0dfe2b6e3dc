"""`manage.py open_hotel CODE --date 2027-05-10`: what a new hotel needs once."""

import datetime
from argparse import ArgumentParser
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from hotelpms.hotels.domain.business_day import open_first_day
from hotelpms.hotels.models import Hotel
from hotelpms.kit import clock
from hotelpms.kit.errors import Refused
from invoicing.domain.pages.setup import install_codes
from messaging.domain.wording.standards import install_standard


class Command(BaseCommand):
    help = "Open a hotel: its first business date, the standard codes and message texts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="the code of a hotel that is not open yet")
        parser.add_argument("--date", required=True, help="the first business date, 2027-05-10")
        parser.add_argument(
            "--tax", help="one tax for all that is taxed, 10 or 5.5, instead of the country's own"
        )

    def handle(self, *, code: str, date: str, tax: str | None, **_options: Any) -> None:
        hotel = Hotel.objects.filter(code=code).first()
        if hotel is None:
            raise CommandError(
                f"There is no hotel {code}. Make it in the browser first: /open-hotel/."
            )
        first, now = _date(date), clock.now()
        percent = None if tax is None else _percent(tax)
        try:
            with transaction.atomic():
                open_first_day(hotel=hotel, date=first, now=now)
                install_codes(hotel=hotel, on=first, tax_percent=percent)
                install_standard(hotel=hotel, now=now)
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{hotel} is open, business date {first}.")


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise CommandError("Write the date as 2027-05-10.") from error


def _percent(text: str) -> Decimal:
    try:
        percent = Decimal(text)
    except InvalidOperation:
        percent = Decimal(-1)
    if not percent.is_finite() or not 0 <= percent < 100:
        raise CommandError("Write the tax in per cent, such as 10 or 5.5.")
    return percent
