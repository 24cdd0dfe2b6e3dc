import json
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.forms.whole_row import WholeRowForm
from hotelpms.kit.forms.fields import EmailField
from hotelpms.kit.forms.wishes import WishForm
from messaging.domain.mail.mail_hosts import BY_KEY, MAIL_HOSTS, PORTS
from messaging.enums import Transport
from messaging.models import SenderAccount

# Whoever may not read the stored password could else have it sent to a server of their own.
PASSWORD_AGAIN = _("The stored password belongs to the other mail server. Type the password again.")


class AccountForm(WholeRowForm):
    """A sender account in the admin: says what a risky setting does before it is saved."""

    provider = forms.ChoiceField(
        label=_("Mail provider"),
        choices=[
            ("", _("Another mail server")),
            *((host.key, host.name) for host in MAIL_HOSTS),
        ],
        required=False,
        help_text=_("Fills in host and port. You can change both."),
    )

    class Meta:
        model = SenderAccount
        fields: tuple[str, ...] = (
            "hotel",
            "name",
            "transport",
            "host",
            "port",
            "username",
            "password",
            "does_not_use_tls",
            "from_email",
            "from_name",
            "rate_per_minute",
            "is_default",
            "is_active",
        )
        help_texts = {
            "transport": _("Caught mails never leave this machine: right for trying things out."),
            "from_email": _("The mail server must let this account send from this address."),
            "is_default": _("The mails of the hotel leave through its default account."),
            "does_not_use_tls": _(
                "Careful: password and guests' data then cross the network readable for "
                "everybody on the way. Tick it only for a server in your own house."
            ),
            "username": _("Most providers want the whole e-mail address here."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {host.host: host.key for host in MAIL_HOSTS}
        self.initial.setdefault("provider", known.get(self.instance.host, ""))
        self.fields["provider"].widget.attrs["data-hosts"] = json.dumps(
            {
                host.key: {"host": host.host, "port": host.port, "hint": str(host.hint)}
                for host in MAIL_HOSTS
            }
        )
        if "port" in self.fields:
            ports = self.fields["port"]
            ports.widget.attrs["list"] = "mail-ports"
            ports.help_text = _ports()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = BY_KEY.get(cleaned.get("provider", ""))
        if chosen is not None and not cleaned.get("host"):
            # Without JavaScript nothing has filled the boxes in.
            cleaned["host"], cleaned["port"] = chosen.host, chosen.port
        if cleaned.get("transport") == Transport.SMTP and not cleaned.get("host"):
            self.add_error("host", _("A mail server needs a host."))
        if cleaned.get("port") in (143, 993, 110, 995):
            self.add_error("port", _("This port is for reading mail. 587 is right for sending."))
        if self._leads_elsewhere(cleaned):
            self.add_error("password", PASSWORD_AGAIN)
        self._one_default(cleaned)
        return cleaned

    def _leads_elsewhere(self, cleaned: dict[str, Any]) -> bool:
        """Tell whether the stored password would be shown to another server, or on the way."""
        if not self.initial.get("password") or cleaned.get("password"):
            return False
        is_bared = bool(cleaned.get("does_not_use_tls")) and not self.initial["does_not_use_tls"]
        return is_bared or cleaned.get("host", "") not in ("", self.initial["host"])

    def _one_default(self, cleaned: dict[str, Any]) -> None:
        hotel = cleaned.get("hotel") or self.instance.hotel_id
        if not cleaned.get("is_default") or not hotel:
            return
        others = SenderAccount.objects.filter(hotel=hotel, is_default=True)
        other = others.exclude(pk=self.instance.pk).only("name").first()
        if other is not None:
            self.add_error(
                "is_default",
                _("%(name)s is the default account already. Change that one first.")
                % {"name": other.name},
            )


def _ports() -> SafeString:
    """The ports with what they mean; the list offers them in the box."""
    lines = format_html_join("", "<li><strong>{}</strong> {}</li>", PORTS)
    options = format_html_join("", '<option value="{}">', ((port,) for port, _text in PORTS))
    return format_html('<ul>{}</ul><datalist id="mail-ports">{}</datalist>', lines, options)


@dataclass(frozen=True)
class TestWish:
    __test__ = False

    to_address: str


class TestForm(WishForm[TestWish]):
    """Where the test mail goes."""

    __test__ = False
    asks = TestWish

    to_address = EmailField(label=_("Send a test mail to"), max_length=254)
