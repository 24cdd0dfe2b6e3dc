from django.db import models

from hotelpms.hotels.models import Hotel


class ReplayRun(models.Model):
    """The replay of one file into one hotel, so that it can be stopped and continued.

    Where it stands is the hotel's business date; this row keeps what a date can't tell.
    """

    hotel = models.OneToOneField(Hotel, on_delete=models.PROTECT, related_name="+")
    file_sha256 = models.CharField(max_length=64)
    is_loaded = models.BooleanField(default=False)
    seconds = models.FloatField(default=0)
    peak_memory_mb = models.FloatField(default=0)
    rejected = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.hotel}: {self.file_sha256[:12]}"
