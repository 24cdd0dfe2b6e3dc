"""Nothing from outside makes a page fail, and nothing too big for a column gets in."""

import datetime

import pytest
from django import forms
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from hotelpms.kit.forms.fields import DayField, LineField, TextField
from hotelpms.kit.web import edge
from hotelpms.kit.web.edge import Given

ANYTHING = st.text(st.characters(), max_size=60) | st.from_regex(r"\d{1,30}|[\d:T+-]{1,30}")


def says(query: str) -> Given:
    return Given(QueryDict(query))


def test_a_line_has_no_letters_that_nobody_sees_and_is_cut() -> None:
    assert edge.line(" Ana\x00\r\nRuiz\x1b\ud800 ") == "AnaRuiz"
    assert edge.line("x" * 300) == "x" * 200


def test_a_text_keeps_the_ends_of_its_lines() -> None:
    assert edge.readable("a\r\n\tb\x00\x9f", has_lines=True) == "a\r\n\tb"


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("1", 1),
        ("0009", 9),
        (str(2**63 - 1), 2**63 - 1),
        (str(2**63), None),
        ("0", None),
        ("-1", None),
        ("1.0", None),
        ("x", None),
        ("", None),
        ("²", None),
        ("٣", None),
        ("9" * 5000, None),
    ],
)
def test_an_id_is_one_that_a_row_can_have(raw: str, found: int | None) -> None:
    assert edge.row_id(raw) == found


def test_of_several_ids_each_must_be_one() -> None:
    assert edge.row_ids(["1", "2"]) == [1, 2]
    assert edge.row_ids(["1", "x"]) is None
    assert edge.row_ids([]) == []


def test_a_number_keeps_its_bounds() -> None:
    found = [edge.number(raw, least=2, most=10) for raw in ("1", "2", "10", "11", "100")]

    assert found == [None, 2, 10, None, None]


@pytest.mark.parametrize(
    "raw",
    ["", " ", "\u200b", "\u2060\u200d ", "\u3164", "\u2800", "\u00ad", "\ufe0f", "\x00\u202e"],
)
def test_a_text_in_which_nothing_is_seen_is_empty(raw: str) -> None:
    assert edge.line(raw) == ""
    assert not edge.is_seen(raw)


@pytest.mark.parametrize("raw", ["Ng", "李", "می\u200cخواهم", "—", "3", "👩\u200d🍳"])
def test_a_text_that_shows_something_stays_as_it_is(raw: str) -> None:
    assert edge.line(raw) == raw


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("2027-05-10", datetime.date(2027, 5, 10)),
        ("1900-01-01", datetime.date(1900, 1, 1)),
        ("2199-12-31", datetime.date(2199, 12, 31)),
        ("1899-12-31", None),
        ("2200-01-01", None),
        ("9999-12-31", None),
        ("2027-02-30", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_date_is_one_of_our_times(raw: str, found: datetime.date | None) -> None:
    assert edge.day(raw) == found


@pytest.mark.parametrize(
    "raw", ["", "now", "2027-05-10T08:00", "2027-13-10T08:00Z", "0001-01-01T00:00+14:00"]
)
def test_a_moment_without_zone_or_sense_is_none(raw: str) -> None:
    assert edge.moment(raw) is None


def test_a_moment_has_its_zone() -> None:
    assert edge.moment("2027-05-10T08:00:00+02:00") == datetime.datetime(
        2027, 5, 10, 6, tzinfo=datetime.UTC
    )


def test_only_known_words_are_chosen() -> None:
    assert says("show=done").choice("show", ("open", "done"), "open") == "done"
    assert says("show=x").choice("show", ("open", "done"), "open") == "open"
    assert says("").choice("show", ("open",)) == ""


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("/h/grand/?day=1", "/h/grand/?day=1"),
        ("http://testserver/h/?q=1", "/h/?q=1"),
        ("http://testserver", "/"),
        # A page of ours below two slashes leads away as soon as its host is left out.
        ("http://testserver//evil.example/x", "/evil.example/x"),
        ("http://testserver/\\evil.example/x", "/evil.example/x"),
        ("http://[bad", ""),
        ("h/grand/", ""),
        ("https://evil.example/", ""),
        ("//evil.example/", ""),
        ("java\x00script:alert(1)", ""),
        ("", ""),
    ],
)
def test_only_our_own_pages_are_led_to(raw: str, found: str) -> None:
    assert edge.own_address(RequestFactory().get("/"), raw) == found


def test_what_a_header_says_is_bounded_too() -> None:
    request = RequestFactory().get("/", headers={"User-Agent": "x" * 9000})

    assert edge.header(request, "User-Agent") == "x" * 2000
    assert edge.header(request, "Sec-CH-UA-Mobile") == ""


@given(ANYTHING)
def test_reading_never_fails_and_never_gives_more_than_a_column_takes(raw: str) -> None:
    request = RequestFactory().get("/")
    query = QueryDict(mutable=True)
    query.setlist("it", [raw, raw])
    said = Given(query)

    assert len(said.line("it")) <= edge.LONGEST_LINE
    assert "\x00" not in said.line("it")

    said.line("it").encode()

    assert 1 <= (said.row_id("it") or 1) <= edge.LARGEST_ID
    assert all(1 <= pk <= edge.LARGEST_ID for pk in said.row_ids("it") or [])
    assert 0 <= (said.number("it", most=99) or 0) <= 99

    for date in (said.day("it"), said.moment("it")):
        assert date is None or edge.FIRST_YEAR <= date.year <= edge.LAST_YEAR

    assert said.choice("it", ("a", "b")) in ("", "a", "b")
    assert not said.own_address(request, "it").startswith("//")


@given(ANYTHING)
def test_the_fields_of_forms_take_anything_or_say_what_is_wrong(raw: str) -> None:
    class Everything(forms.Form):
        day = DayField(required=False)
        line = LineField(required=False)
        text = TextField(required=False)

    form = Everything(dict.fromkeys(("day", "line", "text"), raw))

    assert set(form.errors) | set(form.cleaned_data) == {"day", "line", "text"}
    assert "\x00" not in str(form.cleaned_data)


def test_a_date_that_no_calendar_counts_on_from_is_refused_by_the_form() -> None:
    with pytest.raises(forms.ValidationError, match="Enter a valid date"):
        DayField().clean("9999-12-31")


def test_a_line_that_is_too_long_is_refused_and_not_cut_by_the_form() -> None:
    with pytest.raises(forms.ValidationError, match="at most 200"):
        LineField().clean("x" * 201)
