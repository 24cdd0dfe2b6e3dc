"""What is wrong with an account, in plain words that tell what to do."""

from django.utils.translation import gettext_lazy as _

from messaging.domain.outbox import reasons
from messaging.senders.base import PASSING, Trouble

TROUBLES = {
    Trouble.UNKNOWN_HOST: _("There is no mail server of this name. Check the host."),
    Trouble.UNREACHABLE: _(
        "The mail server does not take connections. Check host and port; 587 is right for most."
    ),
    Trouble.TIMED_OUT: _(
        "The mail server does not answer. Check host and port; 587 is right for most."
    ),
    Trouble.BUSY: _("The mail server is busy and asked to come back later."),
    Trouble.SILENT: _("The mail server takes mails and does not say whether it has them."),
    Trouble.NO_SMTP: _(
        "What answers there is not a mail server that sends. Check the port: 143 and 993 are for "
        "reading mail, 587 is right for sending."
    ),
    Trouble.NO_TLS: _(
        "The mail server offers no encryption. Check the port, or tick “does not use TLS”."
    ),
    Trouble.TLS_NEEDED: _(
        "The mail server takes mails over an encrypted connection only. Take the tick away from "
        "“does not use TLS”."
    ),
    Trouble.TLS_CERTIFICATE: _(
        "The certificate of the mail server is not valid. Ask whoever runs the server."
    ),
    Trouble.TLS_SELF_SIGNED: _(
        "No known authority vouches for the certificate of the mail server. Is it your own server? "
        "Then whoever runs this installation must make its authority known here."
    ),
    Trouble.TLS_EXPIRED: _(
        "The certificate of the mail server has expired. Whoever runs the server must renew it."
    ),
    Trouble.TLS_OTHER_NAME: _(
        "The certificate of the mail server is made out to another name. Enter the host exactly "
        "as your provider writes it."
    ),
    Trouble.TLS_MISMATCH: _(
        "Encryption could not be agreed. Port 587 begins plain, port 465 begins encrypted: "
        "check the port."
    ),
    Trouble.LOGIN_REFUSED: _("The mail server refused user or password."),
    Trouble.LOGIN_NOT_OFFERED: _(
        "The mail server takes no log-in here. Leave the user empty, or check the port and TLS."
    ),
    Trouble.LOGIN_NEEDED: _("The mail server wants a log-in. Enter user and password."),
    Trouble.SENDER_REFUSED: _(
        "The mail server does not let this account send from its from address. Check the address, "
        "or let your provider allow it for this user."
    ),
    Trouble.RELAY_DENIED: _(
        "The mail server does not pass mails on for this account. Enter user and password, or let "
        "your provider allow it."
    ),
    Trouble.CLIENT_REFUSED: _(
        "The mail server refuses this computer. Use port 587 with user and password, or let your "
        "provider allow it."
    ),
    Trouble.LIMIT_REACHED: _(
        "Your provider's limit of mails is reached; they go on later. Set “messages per minute”, "
        "or ask for a higher limit."
    ),
    Trouble.ALL_REFUSED: _(
        "The mail server refused several mails in a row in the same way, so the others wait. "
        "Its answer says why; your provider can help."
    ),
    Trouble.SECRET_UNREADABLE: _("The stored password cannot be read any more. Enter it again."),
    Trouble.FOLDER: _("The folder for caught mails cannot be written."),
}


def explain_test(failure: str) -> str:
    """Return the sentence for a test that failed: by the account's fault, or by the mail's."""
    code = failure.partition("|")[0]
    return explain(failure) if code in TROUBLES else reasons.explain(failure)


def is_passing(failure: str) -> bool:
    """Tell whether a stored failure heals by itself."""
    return failure.partition("|")[0] in PASSING


def sentence(failure: str) -> str:
    """Return the sentence for a stored failure, without the server's words."""
    return explain(failure.partition("|")[0])


def explain(failure: str) -> str:
    """Return the sentence for a stored failure, with the server's own words behind it."""
    trouble, _bar, detail = failure.partition("|")
    if trouble not in TROUBLES:
        return failure
    return f"{TROUBLES[Trouble(trouble)]} {detail}".strip()
