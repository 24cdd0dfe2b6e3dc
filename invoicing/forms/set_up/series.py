"""How the numbers of a year begin."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from hotelpms.kit.forms.fields import LineField
from hotelpms.kit.forms.wishes import WishForm
from invoicing.domain.invoices.series import LONGEST_PREFIX


@dataclass(frozen=True)
class PrefixWish:
    beginning: str


class PrefixForm(WishForm[PrefixWish]):
    asks = PrefixWish

    beginning = LineField(
        label=_("Prefix"),
        max_length=LONGEST_PREFIX,
        help_text=_("Five digits follow it at once, so let it end with a sign, such as 2027-."),
    )
