"""Small histories, written in the form of the public data set."""

import csv
import gzip
import io
from pathlib import Path

PLAIN = {
    "hotel": "Small Hotel",
    "is_canceled": "0",
    "lead_time": "0",
    "arrival_date_year": "2016",
    "arrival_date_month": "March",
    "arrival_date_week_number": "10",
    "arrival_date_day_of_month": "1",
    "stays_in_weekend_nights": "0",
    "stays_in_week_nights": "1",
    "adults": "2",
    "children": "0",
    "babies": "0",
    "meal": "BB",
    "country": "PRT",
    "market_segment": "Direct",
    "distribution_channel": "Direct",
    "is_repeated_guest": "0",
    "previous_cancellations": "0",
    "previous_bookings_not_canceled": "0",
    "reserved_room_type": "A",
    "assigned_room_type": "A",
    "booking_changes": "0",
    "deposit_type": "No Deposit",
    "agent": "NULL",
    "company": "NULL",
    "days_in_waiting_list": "0",
    "customer_type": "Transient",
    "adr": "100",
    "required_car_parking_spaces": "0",
    "total_of_special_requests": "0",
    "reservation_status": "Check-Out",
    "reservation_status_date": "2016-03-02",
}


def history_text(*rows: dict[str, object], delimiter: str = ",") -> str:
    """Return rows that differ from a plain one-night stay only where they say so."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(PLAIN), delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(PLAIN | {key: str(value) for key, value in row.items()} for row in rows)
    return out.getvalue()


def write_history(path: Path, *rows: dict[str, object]) -> Path:
    """Write such rows as the published file is packed."""
    path.write_bytes(gzip.compress(history_text(*rows).encode()))
    return path
