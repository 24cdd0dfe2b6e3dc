import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from lucide import IconDoesNotExist

from hotelpms.desk.templatetags.design import STATUSES, initials, page_numbers, status
from hotelpms.hotels.enums import DayState


def render(text: str, path: str = "/", **context) -> str:
    context["request"] = RequestFactory().get(path)
    return Template("{% load design %}" + text).render(Context(context))


@pytest.mark.parametrize("value", STATUSES)
def test_every_status_has_an_icon_and_a_word_beside_its_colour(value):
    try:
        badge = status(value)
    except IconDoesNotExist as missing:
        pytest.fail(str(missing))

    assert "<svg" in badge
    assert badge.endswith(f"</svg>{STATUSES[value][2]}</span>")


def test_an_unknown_status_is_shown_in_grey_by_its_own_name():
    assert status("half_way") == '<span class="badge mute">Half way</span>'


def test_the_label_of_the_page_replaces_the_word():
    assert status("half_way", "Between") == '<span class="badge mute">Between</span>'


def test_a_label_cannot_bring_markup():
    assert status("x", "<b>") == '<span class="badge mute">&lt;b&gt;</span>'


def test_a_column_sorts_up_first_and_keeps_the_filters_but_not_the_page():
    head = render('{% column "Guest" sort="guest" %}', "/?state=open&page=3")

    assert 'href="?state=open&amp;sort=guest"' in head
    assert 'aria-sort="none"' in head


def test_a_column_sorted_up_offers_to_sort_down():
    head = render('{% column "Guest" sort="guest" %}', "/?sort=guest")

    assert 'href="?sort=-guest"' in head
    assert 'aria-sort="ascending"' in head


def test_a_column_without_sorting_is_plain():
    assert render('{% column "Nights" numeric=True %}') == '<th scope="col" class="num">Nights</th>'


@pytest.mark.parametrize(
    ("name", "letters"), [("Ana Ruiz Molina", "AM"), ("Ana", "A"), ("  ", "?"), ("", "?")]
)
def test_initials_are_of_the_first_and_last_word(name, letters):
    assert initials(name) == letters


def test_page_numbers_leave_gaps():
    paginator = Paginator(range(1000), 10)

    assert page_numbers(paginator, 50) == [1, None, 48, 49, 50, 51, 52, None, 100]


def test_a_member_of_an_enum_brings_its_own_word():
    badge = status(DayState.OPEN)

    assert badge.startswith('<span class="badge info"><svg')
    assert badge.endswith(f"</svg>{DayState.OPEN.label}</span>")
