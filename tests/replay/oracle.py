"""What a booking history itself says, computed with the standard library alone.

Shares no code with the product, so that the two can disagree.
"""

import csv
import gzip
from collections import Counter
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

MONTHS = "January February March April May June July August September October November December"
CENT = Decimal("0.01")


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


class Oracle:
    """The file's own figures per date and in all, from the first arrival to `last`."""

    def __init__(self, path: Path) -> None:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            self.rows = [self._row(record) for record in csv.DictReader(file)]
        self.first = min(row["arrival"] for row in self.rows)

    def _row(self, record: dict[str, str]) -> dict[str, Any]:
        arrival = date(
            int(record["arrival_date_year"]),
            MONTHS.split().index(record["arrival_date_month"]) + 1,
            int(record["arrival_date_day_of_month"]),
        )
        nights = int(record["stays_in_weekend_nights"]) + int(record["stays_in_week_nights"])
        return {
            "ending": record["reservation_status"],
            "arrival": arrival,
            "departure": arrival + timedelta(days=nights),
            "booked": arrival - timedelta(days=int(record["lead_time"])),
            "status_date": date.fromisoformat(record["reservation_status_date"]),
            "price": Decimal(record["adr"]),
            "nights": nights,
        }

    def day(self, day: date) -> dict[str, Any]:
        departed = [row for row in self.rows if row["ending"] == "Check-Out"]
        asleep = [row for row in departed if row["arrival"] <= day < row["departure"]]
        slept = [(row["price"], (day - row["arrival"]).days + 1) for row in asleep]
        return {
            "date": day.isoformat(),
            "arrivals": sum(row["arrival"] == day for row in departed),
            "departures": sum(row["departure"] == day for row in departed),
            "rooms_sold": len(asleep),
            "complimentary": sum(row["price"] == 0 for row in asleep),
            "day_use": sum(row["arrival"] == day and not row["nights"] for row in departed),
            "room_revenue": str(cents(sum((row["price"] for row in asleep), Decimal(0)))),
            "no_shows": sum(
                row["ending"] == "No-Show" and row["arrival"] == day for row in self.rows
            ),
            "cancellations": sum(
                row["ending"] == "Canceled" and row["status_date"] == day for row in self.rows
            ),
            "guest_ledger": str(
                cents(sum((n * price + cents(n * price / 10) for price, n in slept), Decimal(0)))
            ),
        }

    def days(self, last: date) -> list[dict[str, Any]]:
        count = (last - self.first).days + 1
        return [self.day(self.first + timedelta(days=n)) for n in range(count)]

    def totals(self, last: date) -> dict[str, Any]:
        """Totals at the end of `last`; every row that was booked by then counts."""
        known = [row for row in self.rows if row["booked"] <= last]
        gone = [r for r in known if r["ending"] == "Check-Out" and r["departure"] <= last]
        bills = [r["nights"] * r["price"] for r in gone]
        bills = [bill + cents(bill / 10) for bill in bills]
        asleep = Counter[str]()
        revenue = Decimal(0)
        for row in known:
            if row["ending"] == "Check-Out":
                end = min(row["departure"], last + timedelta(days=1))
                nights = max((end - row["arrival"]).days, 0)
                asleep["nights"] += nights
                revenue += nights * row["price"]
        return {
            "reservations": len(known),
            "departed": len(gone),
            "no_shows": sum(r["ending"] == "No-Show" and r["arrival"] <= last for r in known),
            "cancelled": sum(r["ending"] == "Canceled" and r["status_date"] <= last for r in known),
            "room_nights": asleep["nights"],
            "room_revenue": str(cents(revenue)),
            "invoices": sum(bill > 0 for bill in bills),
            "invoiced": str(cents(sum((b for b in bills if b > 0), Decimal(0)))),
            "paid": str(cents(sum((b for b in bills if b > 0), Decimal(0)))),
            "refunded": str(cents(sum((b for b in bills if b < 0), Decimal(0)))),
        }
