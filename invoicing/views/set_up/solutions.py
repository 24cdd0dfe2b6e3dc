"""The providers behind payment links in the set-up."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.enums import Right
from hotelpms.hotels.views.set_up.rows import Column, Rows
from invoicing.domain.online import solutions
from invoicing.forms.set_up.solution import SolutionForm
from invoicing.models import PaymentSolution


def hook(solution: PaymentSolution) -> str:
    """Return the address to enter at the provider, so that it tells us of payments."""
    names = [solution.provider, solution.hotel.code]
    return settings.PUBLIC_URL + reverse("guest:payment_hook", args=names)


SOLUTIONS = Rows(
    key="solution",
    namespace="invoicing",
    title=_("Online payments"),
    about=_(
        "The provider behind payment links. Enter the address of its events at the provider; both"
        " keys are stored encrypted and never shown again."
    ),
    icon="credit-card",
    right=Right.INVOICING_SETUP,
    form=SolutionForm,
    columns=(
        Column(_("Provider"), str),
        Column(_("Address for its events"), hook),
        Column(_("Payments under way"), lambda one: solutions.under_way(one.pk), numeric=True),
    ),
    order=("pk",),
    found_by=("provider",),
    new=_("New provider"),
    take_away=None,
    related=("hotel",),
)
