"""One leased message from its row to the mail server: gate, rendering, handing over."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import DatabaseError

from cardex.domain.consent.consent import Verdict
from hotelpms.hotels.models import Hotel
from hotelpms.kit.addresses import in_ascii
from hotelpms.kit.files import documents
from hotelpms.kit.files.documents import DocumentDamaged, DocumentMissing
from hotelpms.kit.files.pdf import PdfUnavailable
from hotelpms.kit.leases import Lease
from messaging.domain.delivery import papers, refusals, settle
from messaging.domain.delivery.batches import hand_over, keep, take_back
from messaging.domain.mail import mime
from messaging.domain.outbox import reasons
from messaging.domain.preferences import preferences
from messaging.domain.wording import compile, render
from messaging.enums import COMMERCIAL_KINDS, MUST_ARRIVE_KINDS, MessageKind, MessageState
from messaging.models import Message, SenderAccount
from messaging.senders.base import (
    AccountFailure,
    Envelope,
    Permanent,
    Sender,
    Temporary,
    UnknownOutcome,
)

logger = logging.getLogger(__name__)


def deliver(
    message: Message,
    *,
    lease: Lease,
    verdict: Verdict,
    hotel: Hotel,
    account: SenderAccount,
    sender: Sender,
    now: Callable[[], datetime],
) -> MessageState | None:
    """Bring one message to its end and return its state; None when the lease was lost.

    verdict: what the gate said a moment ago, when this batch was leased.
    Raises AccountFailure when no mail can leave now; the message is then still leased.
    """
    if message.expires_at <= now():
        return _if(settle.expired(message, lease, now=now()), MessageState.EXPIRED)
    if not verdict.allowed:
        done = settle.withheld(message, lease, rule=str(verdict.rule), now=now())
        return _if(done, MessageState.WITHHELD)
    if papers.is_printed(message) and not keep(message, lease, now()):
        return None
    try:
        subject, envelope = _put_together(message, hotel, account, now())
    except DocumentDamaged as error:
        return _fail(message, lease, reasons.NO_DOCUMENT, str(error), now())
    except DocumentMissing as error:
        return _defer(message, lease, reasons.DOCUMENT_AWAITED, str(error), now())
    except (PdfUnavailable, OSError) as error:
        # A disk that is full or not mounted: it may work in a minute.
        return _defer(message, lease, reasons.NOT_PRINTED, _words(error), now())
    except DatabaseError:
        raise
    except Exception as error:
        # Whatever is wrong with this one message must not stop the ones behind it.
        logger.exception("message_not_rendered message=%s", message.pk)
        return _fail(message, lease, reasons.NOT_RENDERED, type(error).__name__, now())
    return _hand_over(message, lease, account, sender, envelope, subject, now)


def _put_together(
    message: Message, hotel: Hotel, account: SenderAccount, now: datetime
) -> tuple[str, Envelope]:
    assert message.template_version_id is not None
    compiled = compile.of_version(message.template_version_id, hotel)
    commercial = message.kind in COMMERCIAL_KINDS
    way_out = preferences.way_out_of(message) if commercial else ""
    mail = render.message(message, compiled, unsubscribe=way_out)
    heading = mime.Heading(
        from_name=account.from_name or hotel.name,
        from_address=account.from_email,
        to_name=message.to_name,
        to_address=message.to_address,
        reply_to=hotel.email,
        message_id=message.message_id,
        at=now.astimezone(ZoneInfo(hotel.zone)),
        language=message.language,
        unsubscribe=(hotel.email or account.from_email) if commercial else "",
        unsubscribe_page=way_out,
    )
    files = [
        mime.Attachment(item.name, item.document.content_type, documents.read(item.document))
        for item in message.attachments.all()
    ] + papers.paper_of(message)
    return mail.subject, Envelope(
        from_address=in_ascii(account.from_email),
        to_address=in_ascii(message.to_address),
        message_id=message.message_id,
        source=mime.build(heading, mail, files),
    )


def _hand_over(
    message: Message,
    lease: Lease,
    account: SenderAccount,
    sender: Sender,
    envelope: Envelope,
    subject: str,
    now: Callable[[], datetime],
) -> MessageState | None:
    if not hand_over(message, lease, now()):
        return None
    try:
        answer = sender.send(envelope)
    except Temporary as failure:
        return _defer(message, lease, reasons.TRY_LATER, failure.detail, now())
    except Permanent as failure:
        return _refuse(message, lease, account, failure, now())
    except UnknownOutcome as failure:
        return _unknown(message, lease, failure.detail, now())
    except AccountFailure as failure:
        _let_go(message, lease, failure, now())
        raise
    except Exception as error:
        # A fault of ours in the middle of talking: we know as little as after a cut line.
        logger.exception("sender_broke message=%s", message.pk)
        return _unknown(message, lease, type(error).__name__, now())
    done = settle.sent(
        message, lease, subject=subject, source=envelope.source, answer=answer, now=now()
    )
    return _if(done, MessageState.SENT)


def _refuse(
    message: Message, lease: Lease, account: SenderAccount, failure: Permanent, now: datetime
) -> MessageState | None:
    try:
        return refusals.refused(message, lease, account=account, failure=failure, now=now)
    except AccountFailure as blame:
        _let_go(message, lease, blame, now)
        raise


def _let_go(message: Message, lease: Lease, failure: AccountFailure, now: datetime) -> None:
    """The server did not get it: it waits for a sound account, behind the others if it is odd."""
    if failure.at_mail and message.kind != MessageKind.ACCOUNT_TEST:
        settle.stepped_back(message, lease, now=now)
    else:
        take_back(message, lease)


def _unknown(message: Message, lease: Lease, detail: str, now: datetime) -> MessageState | None:
    """What must arrive goes out once more; a third copy is for a person to decide."""
    if message.kind in MUST_ARRIVE_KINDS and message.unknown_outcomes == 0:
        return _defer(message, lease, reasons.OUTCOME_UNKNOWN, detail, now, unknown_outcomes=1)
    return _if(settle.stuck(message, lease, detail=detail, now=now), MessageState.STUCK)


def _defer(
    message: Message, lease: Lease, code: str, detail: str, now: datetime, **changes: Any
) -> MessageState | None:
    done = settle.deferred(message, lease, code=code, detail=detail, now=now, **changes)
    return _if(done, MessageState.DEFERRED)


def _fail(
    message: Message,
    lease: Lease,
    code: str,
    detail: str,
    now: datetime,
) -> MessageState | None:
    done = settle.failed(message, lease, code=code, detail=detail, now=now)
    return _if(done, MessageState.FAILED)


def _words(error: Exception) -> str:
    """Return what went wrong without the path that an OSError names."""
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return str(error)


def _if(done: bool, state: MessageState) -> MessageState | None:
    return state if done else None
