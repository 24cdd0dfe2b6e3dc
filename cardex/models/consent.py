from django.db import models
from django.utils.translation import gettext_lazy as _

from cardex.enums import ConsentAct, ConsentSource, Purpose, SuppressionReason
from cardex.models.profile import Profile


class ConsentEvent(models.Model):
    """One line of the consent ledger; frozen by trigger, corrected by another line.

    It keeps what a court would ask for: who, what, when, where, which text (S0-22, S1-07).
    """

    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="consent_events")
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices)
    act = models.CharField(_("act"), max_length=10, choices=ConsentAct.choices)
    source = models.CharField(_("source"), max_length=12, choices=ConsentSource.choices)
    clause = models.TextField(_("text that was accepted"), blank=True)
    actor_name = models.CharField(_("entered by"), max_length=150)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("consent entry")
        verbose_name_plural = _("consent ledger")
        indexes = [
            models.Index(fields=["profile", "purpose", "-id"], name="consent_events_of_a_profile")
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.get_act_display()}"


class ConsentState(models.Model):
    """The last word of the ledger per profile and purpose, written with it in one transaction."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices)
    is_granted = models.BooleanField(_("granted"))
    event = models.ForeignKey(ConsentEvent, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(fields=["profile", "purpose"], name="one_consent_per_purpose")
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.is_granted}"


class Suppression(models.Model):
    """An address that must not be written to; kept as a hash so that it outlives an erasure."""

    address_hash = models.CharField(max_length=64)
    channel = models.CharField(_("channel"), max_length=10, default="email")
    reason = models.CharField(_("reason"), max_length=12, choices=SuppressionReason.choices)
    since = models.DateTimeField(_("since"))
    # What the page of blocked addresses tells by: the card, and the message whose refusal blocked
    # the address. A number alone, because messages stand above cards.
    profile = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    message_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "address_hash"], name="one_suppression_per_address"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} ({self.since:%Y-%m-%d})"
