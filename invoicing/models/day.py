from django.db import models
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit.fields import AmountField


class DayFigures(models.Model):
    """The statistics of one closed business date, frozen by trigger (USALI words).

    Room revenue is that of nights, net of tax; day use has its own. ADR and RevPAR are computed
    from these, never stored. Payments are money received; what the house invited to is apart.
    Rooms sold leaves out complimentary nights, which are counted apart; `rooms_occupied`
    is both together. Day use is shown apart too.
    """

    hotel = models.ForeignKey(Hotel, on_delete=models.PROTECT, related_name="day_figures")
    date = models.DateField(_("date"))
    rooms_total = models.PositiveIntegerField(_("rooms"))
    rooms_out_of_order = models.PositiveIntegerField(_("out of order"))
    rooms_occupied = models.PositiveIntegerField(_("rooms occupied"))
    rooms_complimentary = models.PositiveIntegerField(_("complimentary rooms"))
    day_use = models.PositiveIntegerField(_("day use"))
    guests = models.PositiveIntegerField(_("guests in house"))
    arrivals = models.PositiveIntegerField(_("arrivals"))
    departures = models.PositiveIntegerField(_("departures"))
    no_shows = models.PositiveIntegerField(_("no-shows"))
    cancellations = models.PositiveIntegerField(_("cancellations"))
    bookings = models.PositiveIntegerField(_("new reservations"))
    room_revenue = AmountField(_("room revenue"))
    day_use_revenue = AmountField(_("day use revenue"), default=0)
    other_revenue = AmountField(_("other revenue"))
    tax = AmountField(_("tax"))
    payments = AmountField(_("payments"))
    invitations = AmountField(_("invitations"), default=0)

    class Meta:
        verbose_name = _("figures of a day")
        verbose_name_plural = _("figures of days")
        constraints = [
            models.UniqueConstraint(fields=["hotel", "date"], name="one_set_of_figures_per_day")
        ]

    def __str__(self) -> str:
        return f"{self.date}"
