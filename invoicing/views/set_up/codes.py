"""Taxes, charge codes and payment methods in the set-up."""

from collections.abc import Sequence
from operator import attrgetter

from babel import Locale
from babel.numbers import format_percent
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy, to_locale
from django.utils.translation import gettext as _

from hotelpms.hotels.enums import Right
from hotelpms.hotels.views.set_up.rows import Column, Rows
from hotelpms.kit.templatetags.kit import money
from invoicing.domain.set_up import codes
from invoicing.enums import ChargeKind
from invoicing.forms.set_up.codes import ChargeCodeForm, PaymentMethodForm, TaxForm
from invoicing.models import ChargeCode, PaymentMethod, TaxRate

NAME = Column(gettext_lazy("Name"), attrgetter("name"))
CODE = Column(gettext_lazy("Code"), attrgetter("code"))


def _price(code: ChargeCode) -> str:
    return money(code.default_price, code.hotel.currency)


def _tax(code: ChargeCode) -> str:
    number, name = f"{code.tax.percent.normalize():f}", code.tax.name
    return name if number in name else f"{name} ({_percent(code.tax)})"


def _percent(tax: TaxRate) -> str:
    """Write 8.375 as the reader's language writes per cent, with all that the column keeps."""
    locale = Locale.parse(to_locale(get_language() or "en"))
    pattern = locale.percent_formats[None].pattern.replace("##0", "##0.#####")
    return format_percent(tax.percent / 100, format=pattern, locale=locale)


def _links(method: PaymentMethod) -> str:
    return _("yes") if method.is_online else ""


def warn_of_code(code: ChargeCode) -> Sequence[str]:
    """Say what a change of a charge code does from now on."""
    before = ChargeCode.objects.filter(pk=code.pk).select_related("tax").first()
    if before is None:
        return []
    said = []
    if before.tax_id != code.tax_id:
        said.append(
            _("What is posted from now on has the tax %(tax)s; what was posted keeps %(old)s.")
            % {"tax": _tax(code), "old": _tax(before)}
        )
    if before.kind == ChargeKind.ROOM and before.is_active and not code.is_active:
        said.append(
            _("Without an active charge code for the room no night is posted and no day closed.")
        )
    return said


TAXES = Rows(
    key="taxes",
    namespace="invoicing",
    title=gettext_lazy("Taxes"),
    about=gettext_lazy("Tax rates in per cent."),
    icon="percent",
    right=Right.INVOICING_SETUP,
    form=TaxForm,
    columns=(NAME, CODE, Column(gettext_lazy("Per cent"), _percent, numeric=True)),
    order=("code", "pk"),
    found_by=("name", "code"),
    new=gettext_lazy("New tax"),
    keep=codes.keep,
)
CHARGE_CODES = Rows(
    key="charge-codes",
    namespace="invoicing",
    title=gettext_lazy("Charge codes"),
    about=gettext_lazy("What can be posted to a folio, with its tax."),
    icon="receipt",
    right=Right.INVOICING_SETUP,
    form=ChargeCodeForm,
    columns=(
        NAME,
        CODE,
        Column(gettext_lazy("Kind"), lambda code: code.get_kind_display()),
        Column(pgettext_lazy("of a charge code", "Tax"), _tax),
        Column(gettext_lazy("Department"), lambda code: code.department or ""),
        Column(gettext_lazy("Ledger account"), attrgetter("ledger_account")),
        Column(gettext_lazy("Default price"), _price, numeric=True),
    ),
    order=("code", "pk"),
    found_by=("name", "code", "ledger_account"),
    new=gettext_lazy("New charge code"),
    keep=codes.keep,
    related=("hotel", "tax", "department"),
    warn=warn_of_code,
)
PAYMENT_METHODS = Rows(
    key="payment-methods",
    namespace="invoicing",
    title=gettext_lazy("Payment methods"),
    about=gettext_lazy("How guests pay."),
    icon="wallet-cards",
    right=Right.INVOICING_SETUP,
    form=PaymentMethodForm,
    columns=(
        NAME,
        CODE,
        Column(gettext_lazy("Kind"), lambda method: method.get_kind_display()),
        Column(gettext_lazy("Payment links"), _links),
    ),
    order=("code", "pk"),
    found_by=("name", "code"),
    new=gettext_lazy("New payment method"),
    keep=codes.keep,
)
