"""The demonstration hotel that `make run` loads once: `manage.py demo`."""

PASSWORD = "miramar-2026"

# User name and password of each log-in that the demonstration hotel has; `make run` prints them.
LOG_INS: tuple[tuple[str, str], ...] = (
    ("admin", PASSWORD),
    ("reception", PASSWORD),
    ("night", PASSWORD),
)
