"""Into the outbox: what is queued here is sent once, or its row says why not.

`queue` runs in the transaction of the caller, so a message exists exactly when its reason
does. Asking for the same occasion again replaces a message that still waits and never
makes a second one.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from cardex.domain.consent.consent import Verdict
from hotelpms.kit.addresses import is_address
from hotelpms.kit.jobs import ring
from hotelpms.kit.keys import signatures
from hotelpms.kit.keys.once import OtherContent
from hotelpms.kit.locks import locked
from hotelpms.kit.models import Document
from messaging.domain.outbox import gate, reasons
from messaging.domain.wording.wordings import Wordings
from messaging.enums import COMMERCIAL_KINDS, WAITING_STATES, Lane, MessageState
from messaging.models import Message, MessageAttachment

BATCH = 500
# Behind the occasion of a mail whose reason has gone: the occasion is free again.
CANCELLED_KEY = "#cancelled:"
KEY_LENGTH = 200


@dataclass(frozen=True)
class Letter:
    """What a caller wants sent: plain texts, no rows, so that it can be queued by the thousand.

    occasion: names rule, stay, recipient and occurrence, never the run; unique for ever.
    context: keyword without @ -> text ready to be read, in the letter's language.
    reason: what it is about, such as ("stay", 12); `cancel_about` finds it by this.
    action_url: where the button leads; also fills @LINK. Stored encrypted.
    """

    hotel_id: int
    kind: str
    occasion: str
    to_address: str
    to_name: str
    language: str
    due_at: datetime
    expires_at: datetime
    profile_id: int | None = None
    context: dict[str, str] = field(default_factory=dict)
    reason: tuple[str, int] | None = None
    documents: tuple[tuple[Document, str], ...] = ()
    action_url: str = ""
    facts: tuple[tuple[str, str], ...] = ()


def queue(*, letter: Letter, now: datetime) -> Message:
    """Put one letter into the outbox and return its row.

    The gate may refuse it: then the row is WITHHELD and `why` names the rule. An occasion
    that waits already gets the new content; one that is further on is returned unchanged.
    """
    # Without a savepoint: the caller's transaction promises the mail, whole or not at all.
    with transaction.atomic(savepoint=False):
        message = _replaced(letter) or _inserted(letter, now)
    if message.state == MessageState.QUEUED and message.due_at <= now:
        ring("messaging.tasks.dispatch")
    return message


def known(occasion: str, to_address: str) -> Message | None:
    """Return the message of this occasion, None where there is none.

    Raises OtherContent when it goes to another address.
    """
    found = Message.objects.filter(dedupe_key=occasion).first()
    if found is not None and found.to_address.casefold() != to_address.strip().casefold():
        raise OtherContent(found.to_address)
    return found


def queue_many(*, letters: Iterable[Letter], now: datetime) -> int:
    """Put many letters into the outbox and return how many occasions are new.

    Occasions that are known already stay as they are, waiting or not.
    """
    pending = list(letters)
    wordings = Wordings()
    with transaction.atomic():
        count = sum(
            _insert_batch(pending[start : start + BATCH], wordings, now)
            for start in range(0, len(pending), BATCH)
        )
    if count:
        ring("messaging.tasks.dispatch")
    return count


# Without a savepoint: the verb whose reason has gone is undone whole, or not at all.
@transaction.atomic(savepoint=False)
def cancel_about(
    *reasons: tuple[str, int],
    why: str,
    now: datetime,
    kinds: Iterable[str] | None = None,
    saying: str = "",
) -> int:
    """Cancel what still waits about these reasons, such as ("stay", 7); return the count.

    `kinds` narrows it to these kinds, `saying` to texts that use this keyword (without @).

    The occasion becomes free again: when the stay is reinstated or moved, its mail may be
    queued once more. `why` is a short sentence for the outbox page.
    """
    about = reduce(or_, (Q(reason_type=kind, reason_id=pk) for kind, pk in reasons))
    waiting = Message.objects.filter(about, state__in=WAITING_STATES)
    if kinds is not None:
        waiting = waiting.filter(kind__in=list(kinds))
    if saying:
        in_subject = Q(template_version__subject__contains=f"@{saying}")
        waiting = waiting.filter(in_subject | Q(template_version__body__contains=f"@{saying}"))
    rows = list(locked(waiting))
    for row in rows:
        suffix = f"{CANCELLED_KEY}{row.pk}"
        row.dedupe_key = row.dedupe_key[: KEY_LENGTH - len(suffix)] + suffix
        row.state, row.why = MessageState.CANCELLED, why
    if rows:
        Message.objects.bulk_update(rows, ["dedupe_key", "state", "why"], batch_size=BATCH)
    return len(rows)


@transaction.atomic(savepoint=False)
def restate(*, reason: tuple[str, int], keyword: str, words: Callable[[str], str]) -> int:
    """Say the keyword's present value in what still waits about this reason; return the count.

    `words` gives the value in a language; empty takes it out. Letters that do not say the
    keyword stay as they are. A line of the box that shows its old value follows.
    """
    waiting = Message.objects.filter(
        reason_type=reason[0], reason_id=reason[1], state__in=WAITING_STATES
    )
    rows = [row for row in locked(waiting) if row.context.get(keyword)]
    for row in rows:
        old, new = row.context[keyword], words(row.language)
        facts = [[label, new if value == old else value] for label, value in row.facts]
        row.context = row.context | {keyword: new}
        row.facts = [fact for fact in facts if fact[1]]
    if rows:
        Message.objects.bulk_update(rows, ["context", "facts"], batch_size=BATCH)
    return len(rows)


def _replaced(letter: Letter) -> Message | None:
    """Return the row of this occasion, refreshed when it still waits; None when there is none."""
    row = locked(Message.objects.filter(dedupe_key=letter.occasion)).first()
    if row is None or row.state not in WAITING_STATES:
        return row
    row.attachments.all().delete()
    for name, value in _content(letter, Wordings(), _verdict(letter)).items():
        setattr(row, name, value)
    row.attempt_count = 0
    row.save()
    _attach(row, letter)
    return row


def _inserted(letter: Letter, now: datetime) -> Message:
    try:
        with transaction.atomic():
            row = Message.objects.create(**_columns(letter, Wordings(), now, _verdict(letter)))
    except IntegrityError:
        # Somebody queued the same occasion since we looked; theirs has committed.
        known = _replaced(letter)
        if known is None:
            raise
        return known
    _attach(row, letter)
    return row


def _insert_batch(letters: Sequence[Letter], wordings: Wordings, now: datetime) -> int:
    by_key = {letter.occasion: letter for letter in letters}
    rows = Message.objects.filter(dedupe_key__in=by_key)
    known = set(rows.values_list("dedupe_key", flat=True))
    fresh = [letter for key, letter in by_key.items() if key not in known]
    answered = zip(fresh, gate.ask(fresh), strict=True)
    Message.objects.bulk_create(
        [Message(**_columns(letter, wordings, now, verdict)) for letter, verdict in answered],
        ignore_conflicts=True,
    )
    _attach_many([letter for letter in fresh if letter.documents])
    return len(fresh)


def _verdict(letter: Letter) -> Verdict:
    return gate.ask([letter])[0]


def _columns(letter: Letter, wordings: Wordings, now: datetime, verdict: Verdict) -> dict[str, Any]:
    return {
        "hotel_id": letter.hotel_id,
        "kind": letter.kind,
        "dedupe_key": letter.occasion,
        "message_id": message_id_for(letter.occasion),
        "created_at": now,
        **_content(letter, wordings, verdict),
    }


def _content(letter: Letter, wordings: Wordings, verdict: Verdict) -> dict[str, Any]:
    """Return what a replacement overwrites: everything but the identity of the row."""
    version_id = wordings.version_id(letter.hotel_id, letter.kind, letter.language)
    state, why = _first_state(letter, verdict, version_id)
    commercial = letter.kind in COMMERCIAL_KINDS
    words = {name: text for name, text in letter.context.items() if name != "LINK"}
    facts = [[_stored(text) for text in pair] for pair in letter.facts]
    return {
        "lane": Lane.BULK if commercial else Lane.TRANSACTIONAL,
        "reason_type": letter.reason[0] if letter.reason else "",
        "reason_id": letter.reason[1] if letter.reason else None,
        "profile_id": letter.profile_id,
        "to_address": _stored(letter.to_address)[:254],
        "to_name": _stored(letter.to_name)[:260],
        "language": letter.language[:8],
        "template_version_id": version_id,
        "context": {name: _stored(text) for name, text in words.items()},
        "facts": facts,
        "action_url": letter.action_url or letter.context.get("LINK", ""),
        "state": state,
        "why": why,
        "due_at": letter.due_at,
        "expires_at": letter.expires_at,
    }


def _stored(text: str) -> str:
    """Return the text without NUL, which PostgreSQL takes in no column."""
    return text.replace("\0", "")


def _first_state(
    letter: Letter, verdict: Verdict, version_id: int | None
) -> tuple[MessageState, str]:
    if not verdict.allowed:
        return MessageState.WITHHELD, str(verdict.rule)
    if not is_address(letter.to_address):
        return MessageState.FAILED, reasons.BAD_ADDRESS
    if version_id is None:
        return MessageState.FAILED, reasons.NO_TEMPLATE
    return MessageState.QUEUED, ""


def _attach(message: Message, letter: Letter) -> None:
    MessageAttachment.objects.bulk_create(
        MessageAttachment(message=message, document=document, name=name)
        for document, name in letter.documents
    )


def _attach_many(letters: Sequence[Letter]) -> None:
    if not letters:
        return
    by_key = {letter.occasion: letter for letter in letters}
    rows = Message.objects.filter(dedupe_key__in=by_key).only("pk", "dedupe_key")
    MessageAttachment.objects.bulk_create(
        (
            MessageAttachment(message=row, document=document, name=name)
            for row in rows
            for document, name in by_key[row.dedupe_key].documents
        ),
        ignore_conflicts=True,
    )


def message_id_for(occasion: str) -> str:
    """Return the Message-ID of an occasion: the same after a crash, a retry or a restore."""
    return f"<{signatures.digest('message-id', occasion)[:32]}@{_id_domain()}>"


def _id_domain() -> str:
    host = settings.PUBLIC_HOST or "localhost"
    return f"[{host}]" if host.replace(".", "").isdigit() else host
