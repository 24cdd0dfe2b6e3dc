from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "hotelpms.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import every app's tasks, so that the web process can start them by name.

        Celery itself does that only in a worker; the desk stands above all apps and may.
        """
        from hotelpms.celery import app  # noqa: PLC0415 - the tasks need loaded models

        app.autodiscover_tasks(force=True)
