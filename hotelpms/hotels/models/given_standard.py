from django.db import models

from hotelpms.hotels.models.hotel import Hotel


class GivenStandard(models.Model):
    """A standard row, such as a charge code, that a hotel was given once.

    What the hotel has made of it is its own: one that it renamed or deleted does not come back.
    """

    hotel = models.ForeignKey(Hotel, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hotel", "name"], name="a_standard_is_given_once")
        ]

    def __str__(self) -> str:
        return self.name
