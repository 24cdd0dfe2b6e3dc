"""The project package: loading it binds Celery's `current_app` to ours in every process."""

from hotelpms.celery import app as celery_app

__all__ = ["celery_app"]
