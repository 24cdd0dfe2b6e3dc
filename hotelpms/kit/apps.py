from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KitConfig(AppConfig):
    name = "hotelpms.kit"
    label = "kit"
    verbose_name = _("Records")
    default_auto_field = "django.db.models.BigAutoField"
