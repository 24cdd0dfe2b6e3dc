from django.apps import AppConfig


class HotelsConfig(AppConfig):
    name = "hotelpms.hotels"
    label = "hotels"
    default_auto_field = "django.db.models.BigAutoField"
