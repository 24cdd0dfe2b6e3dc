"""What a page says of a mail that was just queued."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from messaging.domain.outbox import reasons
from messaging.enums import MessageState
from messaging.models import Message

REFUSED = (MessageState.WITHHELD, MessageState.FAILED)


def tell(request: HttpRequest, message: Message) -> None:
    """Say that the mail is on its way, or as an error why it will never leave."""
    if message.state not in REFUSED:
        said = _("The mail to %(address)s is on its way.") % {"address": message.to_address}
        messages.success(request, said)
        return
    sentence = _("The mail to %(address)s cannot be sent.") % {
        "address": message.to_address or message.to_name
    }
    messages.error(request, f"{sentence} {reasons.explain(message.why)}")
