from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "hotelpms.lists"
    default_auto_field = "django.db.models.BigAutoField"
