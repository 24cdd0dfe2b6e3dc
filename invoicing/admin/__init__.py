"""The admin of the money side, in parts: importing a part registers it."""

from invoicing.admin import codes, days, payments

__all__ = ["codes", "days", "payments"]
