from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit.fields import EmailField
from hotelpms.kit.keys.secrets import EncryptedTextField
from messaging.enums import Transport


class SenderAccount(models.Model):
    """One way of sending for one hotel: a mail server with its six settings (S0-01 to S0-05)."""

    hotel = models.ForeignKey(
        Hotel, on_delete=models.PROTECT, related_name="sender_accounts", verbose_name=_("hotel")
    )
    name = models.CharField(_("name"), max_length=80)
    transport = models.CharField(
        _("way of sending"), max_length=8, choices=Transport.choices, default=Transport.SMTP
    )
    host = models.CharField(_("host"), max_length=200, blank=True)
    port = models.PositiveIntegerField(
        _("port"), default=587, help_text=_("587 is right for most mail servers.")
    )
    username = models.CharField(_("user"), max_length=200, blank=True)
    password = EncryptedTextField(_("password"), blank=True, default="")
    from_email = EmailField(_("from address"))
    from_name = models.CharField(_("from name"), max_length=120, blank=True)
    does_not_use_tls = models.BooleanField(
        _("does not use TLS"),
        default=False,
        help_text=_("Tick this only if your mail server can't encrypt."),
    )
    is_default = models.BooleanField(_("default account of the hotel"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    rate_per_minute = models.PositiveIntegerField(
        _("messages per minute"), default=0, help_text=_("0 means no limit.")
    )
    tested_at = models.DateTimeField(
        _("last successful test"), null=True, blank=True, editable=False
    )
    test_failed_at = models.DateTimeField(
        _("last test that failed"), null=True, blank=True, editable=False
    )
    test_failure = models.TextField(_("why it failed"), blank=True, editable=False)
    paused_until = models.DateTimeField(_("paused until"), null=True, blank=True, editable=False)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True, editable=False)
    failure_count = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    failure = models.TextField(_("last failure"), blank=True, editable=False)

    class Meta:
        verbose_name = _("sender account")
        verbose_name_plural = _("sender accounts")
        constraints = [
            models.UniqueConstraint(fields=["hotel", "name"], name="sender_account_name_is_unique"),
            models.UniqueConstraint(
                fields=["hotel"],
                condition=Q(is_default=True),
                name="one_default_sender_account_per_hotel",
            ),
            models.CheckConstraint(
                condition=Q(transport="caught") | ~Q(host=""), name="smtp_account_has_a_host"
            ),
            # Nothing is said there before both have encrypted: such an account waits for ever.
            models.CheckConstraint(
                condition=~Q(port=465) | Q(does_not_use_tls=False),
                name="port_465_is_encrypted",
                violation_error_message=_(
                    "Port 465 is encrypted from the start. Take the tick away from “does not use "
                    "TLS”, or use port 587 or 25."
                ),
            ),
            models.CheckConstraint(
                condition=Q(port__gte=1, port__lte=65535), name="sender_account_port_is_a_port"
            ),
        ]

    def __str__(self) -> str:
        return self.name
