from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HotelsConfig(AppConfig):
    name = "hotelpms.hotels"
    label = "hotels"
    verbose_name = _("Hotels and people")
    default_auto_field = "django.db.models.BigAutoField"
