"""The admin of the money side, in parts: importing a part registers it."""

from invoicing import admin_closing, admin_codes, admin_payments

__all__ = ["admin_closing", "admin_codes", "admin_payments"]
