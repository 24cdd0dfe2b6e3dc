from django.apps import AppConfig


class ClosingConfig(AppConfig):
    name = "hotelpms.closing"
    label = "closing"
    default_auto_field = "django.db.models.BigAutoField"
