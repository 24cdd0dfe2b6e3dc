from django.db import models


class Pulse(models.Model):
    """When a worker last did the task that beat starts every minute; one row a name."""

    name = models.CharField(max_length=50, unique=True)
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "desk_pulse"

    def __str__(self) -> str:
        return f"{self.name} {self.seen_at:%Y-%m-%d %H:%M:%S}"
