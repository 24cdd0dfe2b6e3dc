from django.apps import AppConfig


class OpeningConfig(AppConfig):
    name = "hotelpms.opening"
    label = "opening"
    default_auto_field = "django.db.models.BigAutoField"
