from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class KitConfig(AppConfig):
    name = "hotelpms.kit"
    label = "kit"
    verbose_name = _("Records")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Read what each app tells about the looks of its states."""
        autodiscover_modules("looks")
