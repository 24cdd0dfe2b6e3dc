"""The day setup has a page of its own; here one sees how far the letters of each hotel are."""

from django.contrib import admin

from crm.models import LetterDay
from hotelpms.hotels.admin import ReadOnlyAdmin


@admin.register(LetterDay)
class LetterDayAdmin(ReadOnlyAdmin):
    list_display = ("hotel", "done_for")
    list_select_related = ("hotel",)
    ordering = ("hotel", "pk")
