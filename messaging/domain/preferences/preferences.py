"""What a guest may decide with the link in a commercial mail: who they are, and their choice.

The link names hotel, card and mailbox and is signed, so it works as long as the card does and
needs no row. Whoever holds it learns nothing but the consents of that card. A no to marketing
ends the consent of every card with the same address: the Cardex is shared by all hotels, one
person may stand in it more than once, and who says no to an address says it for the mailbox.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.signing import BadSignature
from django.db import transaction
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cardex.domain.consent import consent, suppression
from cardex.enums import ConsentAct, ConsentSource, Purpose
from cardex.models import ConsentEvent, ConsentState, Profile
from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import GUEST
from hotelpms.kit.errors import UnknownLink
from hotelpms.kit.keys import signatures
from messaging.models import Message

# What the guest reads and accepts; it goes into the ledger in the language that was shown.
CLAUSES: dict[str, str | Promise] = {
    Purpose.MARKETING_EMAIL: _("I agree to get offers and news from %(hotel)s by e-mail."),
    Purpose.MARKETING_SMS: _("I agree to get offers and news from %(hotel)s by SMS and WhatsApp."),
    Purpose.DATA_PROCESSING: _(
        "I agree that %(hotel)s uses what it knows about my stays to make offers that suit me."
    ),
}
NO_MORE = _("Send me no more offers and news by e-mail.")

SALT = "messaging.preferences"


@dataclass(frozen=True)
class Reader:
    """Who opened the link. `profile` is None when the card was erased.

    `written_to` is the hash of the address that the mail went to; links of old lack it.
    """

    hotel: Hotel
    profile: Profile | None
    written_to: str = ""

    @property
    def language(self) -> str:
        return self.profile.language if self.profile else self.hotel.default_language


@dataclass(frozen=True)
class Line:
    """One purpose on the page. `is_granted`: the ledger's last word, no when never asked."""

    purpose: str
    clause: str
    is_granted: bool


def token_for(*, hotel_id: int, profile_id: int, address: str) -> str:
    """Return the key of a card's pages; the same for every mail of the hotel to the address."""
    named = f"{hotel_id}.{profile_id}.{suppression.address_hash(address)}"
    return signatures.signer(SALT).sign(named)


def way_out_of(message: Message) -> str:
    """Return the whole address where the recipient unsubscribes; empty without a card."""
    if message.profile_id is None:
        return ""
    token = token_for(
        hotel_id=message.hotel_id, profile_id=message.profile_id, address=message.to_address
    )
    return _page(token)


def page_without_key() -> str:
    """Return what such an address looks like, for those who only look at the mail."""
    return _page("...")


def find(token: str) -> Reader:
    """Return who opened the link. Two queries. Raises UnknownLink for a forged one."""
    try:
        hotel_id, profile_id, *rest = signatures.signer(SALT).unsign(token).split(".")
        hotel = Hotel.objects.get(pk=int(hotel_id))
        profile = Profile.objects.filter(pk=int(profile_id), anonymised_at=None).first()
    except (BadSignature, ValueError, Hotel.DoesNotExist) as error:
        raise UnknownLink from error
    return Reader(hotel, profile, rest[0] if rest else "")


def lines_of(reader: Reader) -> list[Line]:
    """Return every purpose with its state, in the language of the moment. One query."""
    granted = set(
        ConsentState.objects.filter(profile=reader.profile, is_granted=True).values_list(
            "purpose", flat=True
        )
    )
    return [Line(purpose, _clause(reader, purpose), purpose in granted) for purpose in Purpose]


def gets_offers(reader: Reader) -> bool:
    """Tell whether the guest's last word was yes to marketing by e-mail. One query."""
    return ConsentState.objects.filter(
        profile=reader.profile, purpose=Purpose.MARKETING_EMAIL, is_granted=True
    ).exists()


def unsubscribe(*, reader: Reader, clause: str, now: datetime) -> ConsentEvent | None:
    """Withdraw the consent to marketing by e-mail, on every card with this address.

    That is the address which the mail went to, and the one that the card has now.
    Returns the line of the reader's own card, None when there was nothing to change. What
    waits in the outbox is withheld by the gate when its turn comes. `clause` is what the
    guest read; empty when a mail program asked on their behalf.
    """
    events = consent.withdraw_for_address(
        profile=reader.profile,
        purpose=Purpose.MARKETING_EMAIL,
        source=ConsentSource.UNSUBSCRIBE,
        clause=clause,
        actor=GUEST,
        now=now,
        written_to=reader.written_to,
    )
    own = reader.profile.pk if reader.profile else None
    return next((event for event in events if event.profile_id == own), None)


@transaction.atomic
def choose(
    *, reader: Reader, shown: Collection[str], wanted: Collection[str], now: datetime
) -> list[ConsentEvent]:
    """Write what the guest switched on the page; return the new lines of the ledger.

    shown: the purposes that were on when the page was opened; wanted: those on now. What was
    not touched stays, so an old page can't bring back a consent withdrawn since.
    """
    touched = [purpose for purpose in Purpose if (purpose in shown) != (purpose in wanted)]
    return [
        event
        for purpose in touched
        for event in _choose(reader, purpose, is_wanted=purpose in wanted, now=now)
    ]


def _choose(
    reader: Reader, purpose: str, *, is_wanted: bool, now: datetime
) -> Sequence[ConsentEvent]:
    if reader.profile is None:
        return ()
    if purpose == Purpose.MARKETING_EMAIL and not is_wanted:
        return consent.withdraw_for_address(
            profile=reader.profile,
            purpose=purpose,
            source=ConsentSource.PREFERENCES,
            clause=_clause(reader, purpose),
            actor=GUEST,
            now=now,
            written_to=reader.written_to,
        )
    event = consent.change(
        profile_id=reader.profile.pk,
        purpose=purpose,
        act=ConsentAct.GRANTED if is_wanted else ConsentAct.WITHDRAWN,
        source=ConsentSource.PREFERENCES,
        clause=_clause(reader, purpose),
        actor=GUEST,
        now=now,
    )
    return () if event is None else (event,)


def _clause(reader: Reader, purpose: str) -> str:
    return str(CLAUSES[purpose]) % {"hotel": reader.hotel.name}


def _page(token: str) -> str:
    return settings.PUBLIC_URL + reverse("guest_mail:unsubscribe", args=[token])
