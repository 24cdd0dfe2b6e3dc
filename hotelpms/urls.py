"""The map of the house: staff pages under /h/<hotel>/, guest pages under /g/."""

from importlib.util import find_spec

from django.conf import settings
from django.contrib import admin
from django.urls import URLResolver, include, path


def mounted(prefix: str, *modules: str) -> list[URLResolver]:
    """Return the URL modules that exist; an app need not have pages of each kind."""
    return [path(prefix, include(module)) for module in modules if find_spec(module)]


urlpatterns = [
    path("admin/", admin.site.urls),
    *mounted("", *(f"{app}.root_urls" for app in settings.OURS)),
    *mounted("h/<slug:hotel>/", *(f"{app}.urls" for app in settings.OURS)),
    *mounted("g/", *(f"{app}.guest_urls" for app in settings.OURS)),
]

handler403 = "hotelpms.desk.views.errors.forbidden"
handler404 = "hotelpms.desk.views.errors.not_found"
handler500 = "hotelpms.desk.views.errors.broken"
