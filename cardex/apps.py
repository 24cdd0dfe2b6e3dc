from django.apps import AppConfig


class CardexConfig(AppConfig):
    name = "cardex"
    label = "cardex"
    default_auto_field = "django.db.models.BigAutoField"
