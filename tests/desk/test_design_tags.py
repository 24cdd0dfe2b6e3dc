import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from lucide import IconDoesNotExist

from hotelpms.desk.templatetags.design import initials, page_numbers, status
from hotelpms.kit import looks


def render(text: str, path: str = "/", **context) -> str:
    context["request"] = RequestFactory().get(path)
    return Template("{% load design %}" + text).render(Context(context))


@pytest.mark.parametrize("kind", looks.kinds())
def test_every_state_has_an_icon_and_a_word_beside_its_colour(kind: str) -> None:
    for state, look in looks.looks_of(kind).items():
        try:
            badge = status(kind, state)
        except IconDoesNotExist as missing:
            pytest.fail(str(missing))

        assert badge.startswith(f'<span class="badge {look.tone}"><svg')
        assert look.word
        assert badge.endswith(f"</svg>{look.word}</span>")


def test_the_label_of_the_page_replaces_the_word() -> None:
    assert status("folio", "open", "Ours").endswith("</svg>Ours</span>")


def test_a_label_cannot_bring_markup() -> None:
    assert status("folio", "open", "<b>").endswith("</svg>&lt;b&gt;</span>")


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
