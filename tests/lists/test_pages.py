from dataclasses import dataclass, replace
from datetime import date

from django.http import QueryDict
from django.urls import get_resolver

from hotelpms.lists import pages
from hotelpms.lists.domain import catalogue


@dataclass(frozen=True)
class Wish:
    q: str = ""
    due: date | None = None


def test_a_chip_names_only_what_narrows_the_list() -> None:
    wish = Wish(q="ana", due=date(2027, 5, 1))

    assert pages.Chip("Due", pages.filled(wish), True).url == "?q=ana&due=2027-05-01"
    assert pages.Chip("Ana", pages.filled(replace(wish, due=None)), True).url == "?q=ana"


def test_a_chip_that_narrows_nothing_shows_everything() -> None:
    assert pages.Chip("All", pages.filled(Wish()), True).url == f"?{pages.EVERYTHING}"


def test_every_list_answers_nonsense_like_a_bare_address() -> None:
    assert get_resolver().url_patterns  # The pages register their lists.

    keys = ("reservations", "cards", "outbox", "invoices", "design")
    lists = [found for key in keys if (found := catalogue.find(key))]
    nonsense = "q=&state=x&kind=x&arriving_from=31-31-31&arriving_to=9999-99-99"

    wishes = [found.filters(QueryDict(nonsense)).wish() for found in lists]

    assert len(lists) == len(keys)
    assert wishes == [type(wish)() for wish in wishes]
