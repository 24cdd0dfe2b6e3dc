import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from lucide import IconDoesNotExist
from lucide.templatetags.lucide import lucide
from pytest_django.asserts import assertHTMLEqual

from hotelpms.desk.templatetags.design import initials, page_numbers, status
from hotelpms.kit.web import looks
from hotelpms.kit.web.parts import Action, Badge, Opens


def render(text: str, path: str = "/", **context: object) -> str:
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


def test_a_badge_of_a_view_is_drawn_and_none_is_not() -> None:
    shown = render("{% badge one %}{% badge none %}", one=Badge("warn", "<Dirty>"), none=None)

    assert shown == '<span class="badge warn">&lt;Dirty&gt;</span>'


def test_a_column_sorts_up_first_and_keeps_the_filters_but_not_the_page() -> None:
    head = render('{% column "Guest" sort="guest" %}', "/?state=open&page=3")

    assert 'href="?state=open&amp;sort=guest"' in head
    assert 'aria-sort="none"' in head


def test_a_column_sorted_up_offers_to_sort_down() -> None:
    head = render('{% column "Guest" sort="guest" %}', "/?sort=guest")

    assert 'href="?sort=-guest"' in head
    assert 'aria-sort="ascending"' in head


def test_a_column_without_sorting_is_plain() -> None:
    assert render('{% column "Nights" numeric=True %}') == '<th scope="col" class="num">Nights</th>'


@pytest.mark.parametrize(
    ("name", "letters"), [("Ana Ruiz Molina", "AM"), ("Ana", "A"), ("  ", "?"), ("", "?")]
)
def test_initials_are_of_the_first_and_last_word(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_page_numbers_leave_gaps() -> None:
    paginator = Paginator(range(1000), 10)

    assert page_numbers(paginator, 50) == [1, None, 48, 49, 50, 51, 52, None, 100]


def test_a_panel_link_opens_its_own_address_in_the_side_panel() -> None:
    link = render('{% panel_link "/pay/?a=1&b=2" "Take a payment" icon="banknote" size=14 %}')

    assertHTMLEqual(
        link,
        '<a class="button" href="/pay/?a=1&amp;b=2" hx-get="/pay/?a=1&amp;b=2"'
        f' hx-target="#panel-body">{lucide("banknote", size=14, aria_hidden="true")}'
        "Take a payment</a>",
    )


def test_a_panel_link_without_a_word_is_heard() -> None:
    link = render('{% panel_link "/x/" "Close room 5" icon="wrench" icon_only=True %}')

    assert 'aria-label="Close room 5"' in link
    assert link.endswith("</svg></a>")


def test_a_label_of_a_link_cannot_bring_markup() -> None:
    assert "&lt;b&gt;Ann" in render('{% panel_link "/x/" label %}', label="<b>Ann")


def test_without_an_address_there_is_neither_link_nor_button() -> None:
    assert render('{% panel_link "" "Folio" %}{% post_button "" "Undo" %}') == ""


def test_a_post_button_is_a_form_with_the_token() -> None:
    form = render('{% post_button "/undo/" "Undo" css="" %}', csrf_token="sealed")

    assertHTMLEqual(
        form,
        '<form method="post" action="/undo/">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="sealed">'
        "<button>Undo</button></form>",
    )


def test_a_post_button_asks_first() -> None:
    form = render('{% post_button "/undo/" "Undo" confirm=question %}', question='"Sure"?')

    assert 'data-confirm="&quot;Sure&quot;?"' in form


def test_a_post_button_that_htmx_sends_says_what_the_answer_does() -> None:
    form = render('{% post_button "/done/" "Done" swap="none" %}')

    assert 'action="/done/" hx-post="/done/" hx-swap="none"' in form


@pytest.mark.parametrize(
    ("opens", "markup"),
    [
        (Opens.PAGE, '<a class="button primary" href="/x/">Do</a>'),
        (Opens.PAPER, '<a class="button primary" href="/x/" target="_blank" rel="noopener">Do</a>'),
        (
            Opens.PANEL,
            '<a class="button primary" href="/x/" hx-get="/x/" hx-target="#panel-body">Do</a>',
        ),
        (
            Opens.POST,
            '<form method="post" action="/x/" data-confirm="Sure?">'
            '<button class="button primary">Do</button></form>',
        ),
    ],
)
def test_an_action_is_drawn_by_how_it_opens(opens: Opens, markup: str) -> None:
    one = Action("Do", "/x/", opens=opens, css="primary", question="Sure?")

    assertHTMLEqual(render('{% action one css="button" %}', one=one), markup)
