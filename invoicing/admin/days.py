"""What was counted on closed days, to look at."""

from django.contrib import admin

from hotelpms.hotels.admin.scoped import ReadOnlyAdmin
from invoicing.models import DayFigures, LedgerDay


@admin.register(LedgerDay)
class LedgerDayAdmin(ReadOnlyAdmin):
    list_display = ("date", "hotel", "ledger", "opening", "debits", "credits", "closing")
    list_filter = (("hotel", admin.RelatedOnlyFieldListFilter), "ledger")
    date_hierarchy = "date"
    ordering = ("-date", "ledger", "pk")


@admin.register(DayFigures)
class DayFiguresAdmin(ReadOnlyAdmin):
    list_display = ("date", "hotel", "rooms_occupied", "arrivals", "departures", "room_revenue")
    list_filter = (("hotel", admin.RelatedOnlyFieldListFilter),)
    date_hierarchy = "date"
    ordering = ("-date", "pk")
