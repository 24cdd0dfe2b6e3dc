"""The demonstration hotel that `make run` loads once: `manage.py demo`."""

# User name and password of each log-in that the demonstration hotel has; `make run` prints them.
LOG_INS: tuple[tuple[str, str], ...] = ()
