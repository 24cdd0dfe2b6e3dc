from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.enums import Role
from hotelpms.hotels.models.hotel import Hotel


class Membership(models.Model):
    """A user's role in one hotel. Several roles in one hotel add up."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    hotel = models.ForeignKey(
        Hotel, verbose_name=_("hotel"), on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)

    class Meta:
        verbose_name = _("role in a hotel")
        verbose_name_plural = _("roles in hotels")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "hotel", "role"], name="a_user_has_each_role_once_per_hotel"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.hotel}: {self.get_role_display()}"
