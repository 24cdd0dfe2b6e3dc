from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cardex.models import Profile
from hotelpms.hotels.models import Department, Hotel
from reservations.enums import TraceState
from reservations.models.reservation import Reservation
from reservations.models.stay import Stay


class Trace(models.Model):
    """A note for a department on a date: "Flowers in the room before arrival".

    It may be about a stay, a whole reservation or a card, or about nothing but the house.
    `due_date` is a business date. `form_key` names the form it was written in: sent twice,
    it writes one trace.
    """

    hotel = models.ForeignKey(Hotel, on_delete=models.PROTECT, related_name="traces")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="traces", verbose_name=_("department")
    )
    due_date = models.DateField(_("due date"))
    text = models.CharField(_("what is to be done"), max_length=500)
    stay = models.ForeignKey(
        Stay, on_delete=models.PROTECT, null=True, blank=True, related_name="traces"
    )
    reservation = models.ForeignKey(
        Reservation, on_delete=models.PROTECT, null=True, blank=True, related_name="traces"
    )
    card = models.ForeignKey(
        Profile, on_delete=models.PROTECT, null=True, blank=True, related_name="traces"
    )
    state = models.CharField(
        _("state"), max_length=9, choices=TraceState.choices, default=TraceState.OPEN
    )
    written_at = models.DateTimeField(_("written"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    # The names stay readable after somebody has left the hotel.
    written_by_name = models.CharField(_("written by"), max_length=150)
    ended_at = models.DateTimeField(_("done or cancelled"), null=True, blank=True)
    ended_by_name = models.CharField(_("done or cancelled by"), max_length=150, blank=True)
    form_key = models.CharField(max_length=64, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("trace")
        verbose_name_plural = _("traces")
        constraints = [
            models.CheckConstraint(
                condition=Q(stay=None, reservation=None)
                | Q(stay=None, card=None)
                | Q(reservation=None, card=None),
                name="a_trace_is_about_one_thing_at_most",
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None)
                | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="an_ended_trace_says_when",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_trace_says_something"),
            models.UniqueConstraint(
                fields=["hotel", "form_key"],
                condition=~Q(form_key=""),
                name="a_form_writes_one_trace",
            ),
        ]
        indexes = [
            models.Index(fields=["hotel", "state", "due_date"], name="traces_by_due_date"),
        ]

    def __str__(self) -> str:
        return self.text
