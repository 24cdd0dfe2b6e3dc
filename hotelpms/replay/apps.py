from django.apps import AppConfig


class ReplayConfig(AppConfig):
    name = "hotelpms.replay"
    label = "replay"
    default_auto_field = "django.db.models.BigAutoField"
