"""Rate plans in the set-up."""

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.enums import Right
from hotelpms.hotels.views.set_up.rows import Column, Rows
from hotelpms.kit.dates import format_day
from hotelpms.kit.web.parts import Offer, Opens
from reservations.domain.set_up.rate_plans import consequences
from reservations.forms.set_up.rate_plans import RatePlanForm
from reservations.views.set_up.codes import CODE, NAME

PLANS = Rows(
    key="rate-plans",
    namespace="reservations",
    title=_("Rate plans"),
    about=_("Under which conditions rooms are sold."),
    icon="tags",
    right=Right.RESERVATIONS_RATES,
    form=RatePlanForm,
    columns=(
        NAME,
        CODE,
        Column(_("Board"), lambda row: row.get_board_display()),
        Column(_("Prices until"), lambda row: format_day(row.last_price)),
    ),
    order=("code", "pk"),
    found_by=("name", "code"),
    new=_("New rate plan"),
    counted={"last_price": Max("nights__date")},
    tools=(
        Offer(
            "",
            _("Prices and restrictions"),
            "reservations:set_up_rates",
            "calendar-days",
            Opens.PAGE,
        ),
    ),
    warn=consequences,
)
