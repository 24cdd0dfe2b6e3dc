"""What changing a rate plan means for what is booked."""

from django.utils.translation import ngettext

from reservations.domain.set_up.ahead import stays_ahead
from reservations.models import RatePlan


def consequences(row: RatePlan) -> list[str]:
    """Return in sentences what the changed plan would mean; nothing where nobody has booked it."""
    before = RatePlan.objects.filter(pk=row.pk).first()
    if before is None:
        return []
    count = stays_ahead(row.hotel).filter(rate_plan=row.pk).count()
    told = []
    if count and before.is_active and not row.is_active:
        told.append(
            ngettext(
                "%(n)d stay is booked at this plan and keeps its prices. The plan is no longer"
                " offered.",
                "%(n)d stays are booked at this plan and keep their prices. The plan is no longer"
                " offered.",
                count,
            )
            % {"n": count}
        )
    if count and before.board != row.board:
        told.append(
            ngettext(
                "%(n)d booked stay keeps “%(board)s”; only new bookings get the other board.",
                "%(n)d booked stays keep “%(board)s”; only new bookings get the other board.",
                count,
            )
            % {"n": count, "board": before.get_board_display()}
        )
    return told
