"""The gate in Python and the gate in SQL answer the same table of cases."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cardex.domain.consent import consent, suppression
from cardex.enums import ConsentAct, ConsentSource, Purpose, SuppressionReason
from cardex.models import ConsentEvent, ConsentState, Profile
from hotelpms.kit.actor import Actor
from hotelpms.kit.models import AuditEntry
from tests.factories.cardex import ProfileFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
CLERK = Actor(7, "Clerk")


@dataclass(frozen=True)
class Case:
    name: str
    commercial: str  # rule when the message is commercial
    transactional: str  # rule when it is not
    email: str = "guest@example.com"
    acts: tuple[str, ...] = ()
    purpose: str = Purpose.MARKETING_EMAIL
    is_grey_listed: bool = False
    is_suppressed: bool = False
    is_anonymised: bool = False


ALLOWED = {"consented", "transactional"}
CASES = [
    Case("nothing was said", "no_consent", "transactional"),
    Case("consent was given", "consented", "transactional", acts=("granted",)),
    Case("consent was withdrawn", "no_consent", "transactional", acts=("granted", "withdrawn")),
    Case("given again", "consented", "transactional", acts=("granted", "withdrawn", "granted")),
    Case("only refused", "no_consent", "transactional", acts=("withdrawn",)),
    Case(
        "consent for SMS only",
        "no_consent",
        "transactional",
        acts=("granted",),
        purpose=Purpose.MARKETING_SMS,
    ),
    Case(
        "grey-listed in spite of consent",
        "grey_listed",
        "transactional",
        acts=("granted",),
        is_grey_listed=True,
    ),
    Case(
        "blocked in spite of consent",
        "suppressed",
        "suppressed",
        acts=("granted",),
        is_suppressed=True,
    ),
    Case("no address", "no_address", "no_address", email="", acts=("granted",)),
    Case("anonymised", "anonymised", "anonymised", acts=("granted",), is_anonymised=True),
    Case(
        "blocked and written in capitals",
        "suppressed",
        "suppressed",
        email="Guest@Example.COM",
        acts=("granted",),
        is_suppressed=True,
    ),
]


def guest_of(case: Case) -> Profile:
    guest = ProfileFactory(email=case.email, is_grey_listed=case.is_grey_listed)
    for act in case.acts:
        mark(guest, act, case.purpose)
    if case.is_suppressed:
        suppression.suppress(
            address="guest@example.com", reason=SuppressionReason.HARD_BOUNCE, now=NOW
        )
    if case.is_anonymised:
        Profile.objects.filter(pk=guest.pk).update(anonymised_at=NOW)
    return guest


def mark(guest: Profile, act: str, purpose: str = Purpose.MARKETING_EMAIL) -> ConsentEvent:
    return consent.record(
        profile_id=guest.pk,
        purpose=purpose,
        act=act,
        source=ConsentSource.PAPER,
        clause="I agree to receive offers.",
        actor=CLERK,
        now=NOW,
    )


@pytest.mark.parametrize("commercial", [True, False])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_both_forms_of_the_gate_follow_the_table(case: Case, commercial: bool) -> None:
    """S0-21."""
    guest = guest_of(case)
    wanted = case.commercial if commercial else case.transactional

    verdict = consent.verdict(profile_id=guest.pk, address=case.email, commercial=commercial)
    in_sql = Profile.objects.filter(consent.may_receive(commercial=commercial))

    assert (verdict.rule, verdict.allowed) == (wanted, wanted in ALLOWED)
    assert [row.pk for row in in_sql] == ([guest.pk] if wanted in ALLOWED else [])


def test_a_channel_asks_for_its_own_address_and_consent() -> None:
    guest = ProfileFactory(phone="+34600123456")
    mark(guest, "granted", Purpose.MARKETING_SMS)

    by_sms = consent.may_receive(commercial=True, channel="sms")
    by_email = consent.may_receive(commercial=True)

    assert list(Profile.objects.filter(by_sms)) == [guest]
    assert list(Profile.objects.filter(by_email)) == []


def allowed(commercial: bool = True) -> set[Profile]:
    """The cards that the gate lets through, when both of its forms agree."""
    cards = list(Profile.objects.order_by("pk"))
    asked = [consent.Recipient(card.pk, card.email) for card in cards]
    verdicts = consent.verdicts(recipients=asked, commercial=commercial)
    in_python = {card for card, one in zip(cards, verdicts, strict=True) if one.allowed}

    assert in_python == set(Profile.objects.filter(consent.may_receive(commercial=commercial)))

    return in_python


def test_the_consent_of_one_guest_says_nothing_about_another() -> None:
    ana, _leo = ProfileFactory(), ProfileFactory()
    mark(ana, "granted")

    assert allowed() == {ana}


def test_a_blocked_address_blocks_no_other() -> None:
    ana, leo = ProfileFactory(), ProfileFactory()
    suppression.suppress(address=ana.email, reason=SuppressionReason.STAFF, now=NOW)

    assert allowed(commercial=False) == {leo}


def test_an_address_blocked_for_another_channel_may_still_be_written_to() -> None:
    ana = ProfileFactory()
    suppression.suppress(address=ana.email, reason=SuppressionReason.STAFF, now=NOW, channel="sms")

    assert allowed(commercial=False) == {ana}


def test_a_bare_address_borrows_the_consent_of_no_card() -> None:
    mark(ProfileFactory(pk=1), "granted")

    offer = consent.verdict(profile_id=None, address="a@example.com", commercial=True)

    assert offer == consent.Verdict(False, "no_consent")


def test_a_bare_address_gets_service_messages_and_no_offers() -> None:
    service = consent.verdict(profile_id=None, address="a@example.com", commercial=False)
    offer = consent.verdict(profile_id=None, address="a@example.com", commercial=True)

    assert service == consent.Verdict(True, "transactional")
    assert offer == consent.Verdict(False, "no_consent")


def test_the_verdict_names_the_rule_that_decided() -> None:
    guest = ProfileFactory()
    mark(guest, "granted")
    first = consent.verdict(profile_id=guest.pk, address=guest.email, commercial=True)
    mark(guest, "withdrawn")
    second = consent.verdict(profile_id=guest.pk, address=guest.email, commercial=True)

    assert first == consent.Verdict(True, "consented")
    assert second == consent.Verdict(False, "no_consent")


def test_the_ledger_keeps_who_when_where_and_which_text() -> None:
    """S0-22."""
    guest = ProfileFactory()

    event = mark(guest, "granted")

    event.refresh_from_db()

    assert (event.actor_name, event.at, event.source, event.clause) == (
        "Clerk",
        NOW,
        ConsentSource.PAPER,
        "I agree to receive offers.",
    )

    entry = AuditEntry.objects.get()

    assert entry.action == "consent.granted"
    assert entry.data == {"purpose": "marketing_email", "source": "paper", "event": event.pk}


def test_a_change_of_mind_adds_a_line_and_moves_the_last_word() -> None:
    guest = ProfileFactory()
    mark(guest, "granted")
    last = mark(guest, "withdrawn")

    state = ConsentState.objects.get()

    assert (state.is_granted, state.event_id) == (False, last.pk)

    acts = ConsentEvent.objects.order_by("pk").values_list("act", flat=True)

    assert list(acts) == [ConsentAct.GRANTED, ConsentAct.WITHDRAWN]


def test_the_ledger_refuses_to_be_edited() -> None:
    event = mark(ProfileFactory(), "granted")

    with pytest.raises(IntegrityError), transaction.atomic():
        ConsentEvent.objects.filter(pk=event.pk).update(act="withdrawn")


def test_an_unknown_purpose_is_refused() -> None:
    with pytest.raises(ValueError, match="telepathy"):
        mark(ProfileFactory(), "granted", "telepathy")


def test_a_verdict_takes_three_queries_at_most(
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    guest = ProfileFactory()
    mark(guest, "granted")

    with django_assert_max_num_queries(3):
        consent.verdict(profile_id=guest.pk, address=guest.email, commercial=True)


def test_many_are_decided_like_each_alone() -> None:
    asked = []
    for case in CASES:
        asked.append(consent.Recipient(guest_of(case).pk, case.email))
    asked.append(consent.Recipient(None, "stranger@example.com"))

    for commercial in (True, False):
        together = consent.verdicts(recipients=asked, commercial=commercial)
        alone = [
            consent.verdict(profile_id=ask.profile_id, address=ask.address, commercial=commercial)
            for ask in asked
        ]
        assert together == alone


@pytest.mark.parametrize("count", [1, 3])
def test_many_take_three_queries(count: int, django_assert_num_queries: Callable[..., Any]) -> None:
    guests = [ProfileFactory() for _ in range(count)]
    asked = [consent.Recipient(guest.pk, guest.email) for guest in guests]

    with django_assert_num_queries(3):
        verdicts = consent.verdicts(recipients=asked, commercial=True)

    assert verdicts == [consent.Verdict(False, "no_consent")] * count


def change(guest: Profile, act: str) -> ConsentEvent | None:
    return consent.change(
        profile_id=guest.pk,
        purpose=Purpose.MARKETING_EMAIL,
        act=act,
        source=ConsentSource.UNSUBSCRIBE,
        clause="",
        actor=CLERK,
        now=NOW,
    )


def test_a_change_that_the_ledger_knows_already_adds_no_line() -> None:
    guest = ProfileFactory()

    acts = ["withdrawn", "withdrawn", "granted", "granted", "withdrawn"]
    written = [change(guest, act) is not None for act in acts]

    assert written == [True, False, True, False, True]

    lines = ConsentEvent.objects.filter(profile=guest).order_by("pk")

    assert list(lines.values_list("act", flat=True)) == ["withdrawn", "granted", "withdrawn"]
    assert ConsentState.objects.get(profile=guest).is_granted is False


def withdraw(card: Profile | None, written_to: str = "") -> list[int]:
    """The cards with a new line in the ledger, after the no of `card`."""
    events = consent.withdraw_for_address(
        profile=card,
        purpose=Purpose.MARKETING_EMAIL,
        source=ConsentSource.UNSUBSCRIBE,
        clause="",
        actor=CLERK,
        now=NOW,
        written_to=written_to,
    )
    return [event.profile_id for event in events]


def test_a_no_of_a_card_that_was_never_asked_is_a_line_of_its_own() -> None:
    card = ProfileFactory()

    assert withdraw(card) == [card.pk]


def test_a_no_of_a_card_without_an_address_is_for_that_card_alone() -> None:
    card, nobody, other = ProfileFactory(email=""), ProfileFactory(email=""), ProfileFactory()
    for each in (card, nobody, other):
        mark(each, "granted")

    assert withdraw(card) == [card.pk]


def test_a_no_without_a_card_is_for_the_mailbox_that_was_written_to() -> None:
    meant, silent, other = (
        ProfileFactory(email="Ana@Example.com"),
        ProfileFactory(email="ana@example.com"),
        ProfileFactory(),
    )
    mark(meant, "granted")
    mark(silent, "granted", Purpose.MARKETING_SMS)
    mark(other, "granted")

    assert withdraw(None, suppression.address_hash("ana@example.com")) == [meant.pk]


def test_a_no_by_the_hash_of_an_address_leaves_erased_cards_alone() -> None:
    erased = ProfileFactory(email="ana@example.com", anonymised_at=NOW)
    mark(erased, "granted")

    assert withdraw(None, suppression.address_hash("ana@example.com")) == []


def test_a_twin_that_agreed_to_something_else_keeps_its_silence() -> None:
    card, twin = ProfileFactory(email="ana@example.com"), ProfileFactory(email="ana@example.com")
    mark(card, "granted")
    mark(twin, "granted", Purpose.MARKETING_SMS)

    assert withdraw(card) == [card.pk]
