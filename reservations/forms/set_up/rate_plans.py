from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.forms.set_up import RowForm
from reservations.models import RatePlan


class RatePlanForm(RowForm):
    class Meta:
        model = RatePlan
        fields = ("name", "code", "board", "names", "is_active")
        help_texts = {"board": _("What the price of the room includes.")}
