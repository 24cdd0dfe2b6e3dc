"""The map of the house: staff pages under /h/<hotel>/, guest pages under /g/."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import URLResolver, include, path

STAFF_APPS = ("cardex", "messaging", "reservations", "invoicing", "crm")


def mounted(prefix: str, *modules: str) -> list[URLResolver]:
    """The URL modules that exist; an app need not have pages of each kind."""
    return [path(prefix, include(module)) for module in modules if find_spec(module)]


urlpatterns = [
    path("admin/", admin.site.urls),
    *mounted("", "hotelpms.hotels.urls", "hotelpms.desk.urls"),
    *mounted("", *(f"{app}.root_urls" for app in STAFF_APPS)),
    *mounted("h/<slug:hotel>/", "hotelpms.desk.hotel_urls", "hotelpms.lists.urls"),
    *mounted("h/<slug:hotel>/", *(f"{app}.urls" for app in STAFF_APPS)),
    *mounted("g/", *(f"{app}.guest_urls" for app in STAFF_APPS)),
]

handler403 = "hotelpms.desk.views.errors.forbidden"
handler404 = "hotelpms.desk.views.errors.not_found"
handler500 = "hotelpms.desk.views.errors.broken"
