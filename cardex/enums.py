from django.db import models
from django.utils.translation import gettext_lazy as _


class ProfileKind(models.TextChoices):
    """Who a card of the Cardex is about (S1-01)."""

    GUEST = "guest", _("Guest")
    COMPANY = "company", _("Company")
    AGENCY = "agency", _("Agency")


class Purpose(models.TextChoices):
    """What a person can consent to."""

    MARKETING_EMAIL = "marketing_email", _("Marketing by e-mail")
    MARKETING_SMS = "marketing_sms", _("Marketing by SMS and WhatsApp")
    DATA_PROCESSING = "data_processing", _("Data processing")


class ConsentAct(models.TextChoices):
    GRANTED = "granted", _("Granted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ConsentSource(models.TextChoices):
    """Where the consent was given or withdrawn (S1-06, S1-07, S1-12)."""

    CARDEX = "cardex", _("Entered by staff on the card")
    PAPER = "paper", _("Signed on paper")
    TABLET = "tablet", _("Signed on the tablet")
    WEB = "web", _("Web check-in")
    UNSUBSCRIBE = "unsubscribe", _("Unsubscribe link")
    PREFERENCES = "preferences", _("Preference page")


class SuppressionReason(models.TextChoices):
    HARD_BOUNCE = "hard_bounce", _("The address does not exist")
    STAFF = "staff", _("Blocked by staff")


class VipLevel(models.TextChoices):
    NONE = "", _("None")
    VIP1 = "vip1", _("VIP 1")
    VIP2 = "vip2", _("VIP 2")
    VIP3 = "vip3", _("VIP 3")


class GateRule(models.TextChoices):
    """The rule that decided whether a message may reach an address (S0-21, S0-22)."""

    TRANSACTIONAL = "transactional", _("It informs about a stay or a bill.")
    CONSENTED = "consented", _("The guest has agreed to marketing.")
    NO_ADDRESS = "no_address", _("There is no address on the card.")
    ANONYMISED = "anonymised", _("The card was anonymised.")
    SUPPRESSED = "suppressed", _("The address is blocked.")
    GREY_LISTED = "grey_listed", _("The guest is on the grey list.")
    NO_CONSENT = "no_consent", _("The guest has not agreed to marketing.")
