"""The map of the house: staff pages under /h/<hotel>/, guest pages under /g/."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import include, path

STAFF_APPS = ("cardex", "messaging", "reservations", "invoicing", "crm")


def existing(*modules: str):
    return [module for module in modules if find_spec(module)]


urlpatterns = [
    path("admin/", admin.site.urls),
    *(path("", include(m)) for m in existing("hotelpms.hotels.urls", "hotelpms.desk.urls")),
    *(path("h/<slug:hotel>/", include(m)) for m in existing(*(f"{a}.urls" for a in STAFF_APPS))),
    *(path("h/<slug:hotel>/", include(m)) for m in existing("hotelpms.desk.hotel_urls")),
    *(path("g/", include(m)) for m in existing(*(f"{a}.guest_urls" for a in STAFF_APPS))),
]
