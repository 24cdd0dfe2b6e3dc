from django.conf import settings
from django.db import models

from hotelpms.hotels.models import Hotel


class NotificationsSeen(models.Model):
    """Up to which moment a person has seen the notifications of a hotel; one row a person."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "desk_notifications_seen"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "hotel"], name="a_person_sees_the_notifications_of_a_hotel_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.hotel_id} {self.seen_at:%Y-%m-%d %H:%M:%S}"
