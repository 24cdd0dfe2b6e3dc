"""The mail servers that hotels use most: what to enter, and what people stumble over."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class MailHost:
    """`key` is what the form sends; `hint` says what the provider wants as user or password."""

    key: str
    name: str
    host: str
    port: int
    hint: Promise


APP_PASSWORD = _("Use the whole address as user, and an app password instead of your own.")
WHOLE_ADDRESS = _("Use the whole address as user.")

MAIL_HOSTS = (
    MailHost("google", "Google Workspace, Gmail", "smtp.gmail.com", 587, APP_PASSWORD),
    MailHost(
        "microsoft",
        "Microsoft 365",
        "smtp.office365.com",
        587,
        _("Use the whole address as user. SMTP log-in must be allowed for this mailbox."),
    ),
    MailHost("ionos", "IONOS", "smtp.ionos.com", 587, WHOLE_ADDRESS),
    MailHost("ovh", "OVHcloud", "ssl0.ovh.net", 465, WHOLE_ADDRESS),
    MailHost("zoho", "Zoho Mail", "smtp.zoho.eu", 465, APP_PASSWORD),
    MailHost(
        "ses",
        "Amazon SES (Ireland)",
        "email-smtp.eu-west-1.amazonaws.com",
        587,
        _("Use the SMTP credentials of SES, not your keys. The sender must be verified there."),
    ),
    MailHost(
        "sendgrid",
        "SendGrid",
        "smtp.sendgrid.net",
        587,
        _("The user is the word apikey, the password is your key."),
    ),
    MailHost(
        "mailgun",
        "Mailgun (EU)",
        "smtp.eu.mailgun.org",
        587,
        _("Use the SMTP credentials of your sending domain."),
    ),
    MailHost(
        "postmark",
        "Postmark",
        "smtp.postmarkapp.com",
        587,
        _("The server token is both user and password."),
    ),
)
BY_KEY = {host.key: host for host in MAIL_HOSTS}

# What the port decides, for the form.
PORTS: tuple[tuple[int, Promise], ...] = (
    (587, _("Begins plain and is encrypted before the password is sent. Right for most.")),
    (465, _("Encrypted from the start.")),
    (25, _("Between mail servers. Many networks block it; use it only with your own server.")),
)
