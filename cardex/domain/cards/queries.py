"""Reads for the pages of the Cardex, each with a constant number of queries."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from cardex.domain.cards import search
from cardex.enums import ProfileKind, Purpose
from cardex.models import ConsentEvent, ConsentState, Profile
from hotelpms.kit.search.plain import normalise
from hotelpms.kit.search.wanted import Wanted

PAGE_SIZE = 50
NO_WISH = Wanted()


@dataclass(frozen=True)
class Page:
    """A part of a list; `after` is the key to ask for the next part, None at the end."""

    profiles: list[Profile]
    after: int | None


@dataclass(frozen=True)
class ConsentLine:
    """A purpose and the last word on it; `event` is None when nothing was ever said."""

    purpose: Purpose
    is_granted: bool
    event: ConsentEvent | None


def page(
    *, wish: Wanted = NO_WISH, kind: str = "", after: int | None = None, size: int = PAGE_SIZE
) -> Page:
    """Return cards by name behind the card `after`; the last page costs as much as the first."""
    rows = search.matching(wish, kind=kind or None)
    start = Profile.objects.filter(pk=after).first() if after else None
    if start is not None:
        rows = rows.filter(_behind(start))
    profiles = list(rows.order_by("sort_key", "pk")[: size + 1])
    more = len(profiles) > size
    profiles = profiles[:size]
    return Page(profiles, profiles[-1].pk if more else None)


def _behind(row: Profile) -> Q:
    """The order of the list, spelt out; its first half lets an index begin at the row."""
    same = Q(sort_key=row.sort_key, pk__gt=row.pk)
    return Q(sort_key__gte=row.sort_key) & (Q(sort_key__gt=row.sort_key) | same)


def consents_of(profile: Profile) -> list[ConsentLine]:
    """Return one line per purpose, in the order of the purposes. One query."""
    states = {
        state.purpose: state
        for state in ConsentState.objects.filter(profile=profile).select_related("event")
    }
    return [
        ConsentLine(
            purpose=purpose,
            is_granted=purpose in states and states[purpose].is_granted,
            event=states[purpose].event if purpose in states else None,
        )
        for purpose in Purpose
    ]


def ledger_of(profile: Profile) -> QuerySet[ConsentEvent]:
    """Return the consent ledger of a card, newest first."""
    return ConsentEvent.objects.filter(profile=profile).order_by("-pk")


def likely_duplicates(
    *,
    last_name: str,
    email: str = "",
    phone: str = "",
    birth_date: date | None = None,
    except_id: int | None = None,
    limit: int = 5,
) -> list[Profile]:
    """Return cards that may be the same person: e-mail, phone (E.164), or name and birth date."""
    alike = Q(pk__in=())
    if email:
        alike |= Q(email=email.strip().lower())
    if phone:
        alike |= Q(phone=phone)
    if birth_date is not None:
        name = normalise(last_name).replace(" ", "")
        alike |= Q(birth_date=birth_date, search_text__contains=name)
    rows = Profile.objects.filter(alike, anonymised_at=None)
    if except_id is not None:
        rows = rows.exclude(pk=except_id)
    return list(rows.order_by("pk")[:limit])


def companies_alike(*, name: str, tax_id: str = "", limit: int = 5) -> list[Profile]:
    """Return companies and agencies of this very name or tax number, however it is written."""
    alike = Q(last_name__iexact=name.strip())
    if tax_id:
        alike |= Q(tax_id__iexact=tax_id.strip())
    rows = Profile.objects.filter(alike, anonymised_at=None).exclude(kind=ProfileKind.GUEST)
    return list(rows.order_by("pk")[:limit])
