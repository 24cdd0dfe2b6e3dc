"""What the pages of this app read; a constant number of queries each."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern

from django.db.models import Count, Min, QuerySet

from cardex.domain.cards import search as cards
from hotelpms.hotels.models import Hotel
from hotelpms.kit.files import documents
from hotelpms.kit.search.lookups import with_every_term
from hotelpms.kit.search.wanted import Wanted, wanted
from messaging.domain.preferences import preferences
from messaging.domain.wording import compile, render
from messaging.enums import COMMERCIAL_KINDS, WAITING_STATES, MessageKind
from messaging.models import Message, SenderAccount, Template, TemplateVersion

LATE_AFTER = timedelta(minutes=15)
HEAVY = ("context", "facts", "action_url", "lease_token", "message_id")


@dataclass(frozen=True)
class OutboxFigures:
    """Messages per state; `oldest_due_at` is when the longest waiting one should have left."""

    counts: dict[str, int]
    oldest_due_at: datetime | None
    is_late: bool

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Body:
    """A mail as a reader sees it. `is_source`: read from the kept bytes, not made again."""

    html: str
    text: str
    is_source: bool


@dataclass(frozen=True)
class KindOfText:
    """One row of the template list: a kind with its texts by language."""

    kind: MessageKind
    templates: list[Template]


def messages_of(
    hotel: Hotel, *, state: str = "", kind: str = "", text: str = ""
) -> QuerySet[Message]:
    """Return the hotel's messages, the latest first.

    `text` finds the card they went to, or parts of address, name and subject.
    """
    rows = Message.objects.filter(hotel=hotel).defer(*HEAVY)
    if state:
        rows = rows.filter(state=state)
    if kind:
        rows = rows.filter(kind=kind)
    sent = Message.objects.filter(hotel=hotel)

    def found(word: Wanted) -> list[QuerySet[Message]]:
        columns = ("to_address", "to_name", "subject")
        parts = [sent.filter(**{f"{column}__icontains": word.text}) for column in columns]
        return [sent.filter(profile__in=cards.keys_of(word)), *parts]

    wish = wanted(text, country=str(hotel.country))
    return with_every_term(rows, wish, found).order_by("-pk")


def outbox_figures(hotel: Hotel, *, now: datetime) -> OutboxFigures:
    """Return how many messages are in each state and whether the queue moves. Two queries."""
    rows = Message.objects.filter(hotel=hotel)
    counts = dict(rows.values_list("state").annotate(Count("pk")).order_by())
    waiting = rows.filter(state__in=WAITING_STATES, due_at__lte=now)
    oldest = waiting.aggregate(oldest=Min("due_at"))["oldest"]
    return OutboxFigures(counts, oldest, bool(oldest and now - oldest > LATE_AFTER))


def message_of(hotel: Hotel, pk: int) -> Message:
    """Return one message with what its page shows. Raises Message.DoesNotExist."""
    rows = Message.objects.select_related("account", "profile", "resend_of")
    rows = rows.defer("account__password")
    return rows.prefetch_related("events", "attachments__document", "resends").get(
        hotel=hotel, pk=pk
    )


def body_of(message: Message, hotel: Hotel) -> Body | None:
    """Return the body as it was sent, or as it would be sent now; None without a wording.

    What must arrive is read from its kept source, everything else made again from its
    frozen version. Raises documents.DocumentMissing or DocumentDamaged.
    """
    if message.source is not None:
        return _from_source(documents.read(message.source))
    if message.template_version_id is None:
        return None
    # Staff see where the guest can unsubscribe, but not with the guest's key.
    way_out = preferences.page_without_key() if message.kind in COMMERCIAL_KINDS else ""
    compiled = compile.of_version(message.template_version_id, hotel)
    mail = render.message(message, compiled, unsubscribe=way_out)
    return Body(compile.with_logo(mail.html, hotel), mail.text, is_source=False)


def texts_of(hotel: Hotel) -> list[KindOfText]:
    """Return the hotel's texts by kind, languages in alphabetical order. One query."""
    rows = Template.objects.filter(hotel=hotel).select_related("current").order_by("language", "pk")
    by_kind: dict[str, list[Template]] = {}
    for template in rows:
        by_kind.setdefault(template.kind, []).append(template)
    return [KindOfText(kind, by_kind[kind]) for kind in MessageKind if kind in by_kind]


def versions_of(template: Template) -> QuerySet[TemplateVersion]:
    """Return the wordings of a text, the latest first."""
    return template.versions.order_by("-number")


def accounts_of(hotel: Hotel) -> QuerySet[SenderAccount]:
    """Return the hotel's accounts without their secrets, the default one first."""
    rows = SenderAccount.objects.filter(hotel=hotel).defer("password")
    return rows.order_by("-is_default", "name", "pk")


def account_in_use(hotel: Hotel) -> SenderAccount | None:
    """Return the account that the hotel's mails leave through, None when they cannot leave."""
    active = SenderAccount.objects.filter(hotel=hotel, is_active=True).defer("password")
    return active.order_by("-is_default", "pk").first()


def _from_source(source: bytes) -> Body:
    mail = message_from_bytes(source, policy=modern)
    assert isinstance(mail, EmailMessage)
    html = _part(mail, "html")
    for part in mail.walk():
        if part.get("Content-ID") == f"<{compile.LOGO_ID}>":
            logo = b64encode(part.get_content()).decode()
            html = html.replace(compile.LOGO_ADDRESS, f"data:image/png;base64,{logo}")
    return Body(html, _part(mail, "plain"), is_source=True)


def _part(mail: EmailMessage, subtype: str) -> str:
    part = mail.get_body((subtype,))
    return str(part.get_content()) if part is not None else ""
