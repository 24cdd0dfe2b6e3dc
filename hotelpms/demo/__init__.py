"""The demonstration hotel that `make run` loads once: `manage.py demo`."""

# The code of the hotel in every address.
HOTEL = "miramar"
PASSWORD = "miramar-2026"

# User name and password of each log-in that the demonstration hotel has; `make run` prints them.
LOG_INS: tuple[tuple[str, str], ...] = (
    ("admin", PASSWORD),
    ("manager", PASSWORD),
    ("reception", PASSWORD),
    ("reservations", PASSWORD),
    ("cashier", PASSWORD),
    ("night", PASSWORD),
    ("housekeeping", PASSWORD),
    ("marketing", PASSWORD),
    ("accounting", PASSWORD),
)
