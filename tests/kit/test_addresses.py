from pathlib import Path

import pytest
from django.conf import settings

from hotelpms.kit import fields as columns
from hotelpms.kit.addresses import in_ascii, is_address, readable
from hotelpms.kit.forms.fields import EmailField


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("ana@straße.example", "ana@xn--strae-oqa.example"),
        ("ana@bücher-münchen.test", "ana@xn--bcher-mnchen-dlbg.test"),
        ("ana@BÜCHER.example", "ana@xn--bcher-kva.example"),
        ("ana@Example.com", "ana@Example.com"),
        ("ana@örnek。com", "ana@xn--rnek-4qa.com"),
    ],
)
def test_a_domain_is_written_as_idna_2008_says(typed: str, sent: str) -> None:
    """IDNA 2003 wrote "ss" for "ß", which is the domain of somebody else."""
    assert in_ascii(typed) == sent
    assert is_address(typed)


@pytest.mark.parametrize(
    "typed",
    ["", "ana", "@example.com", "ana@", "ana@nodot", "a b@example.com", "ána@example.com",
     "ana@-.example", "ana@☃.example\r\nDATA", 'a"b"@example.com', "ana@ex..ample.com",
     "ana@" + "ü" * 70 + ".example"],
)  # fmt: skip
def test_what_no_server_takes_is_no_address(typed: str) -> None:
    assert not is_address(typed)


def test_both_forms_of_a_domain_are_read_as_one_spelling() -> None:
    """The block list and look-ups compare whole texts."""
    field = EmailField()

    assert field.clean(" ana@xn--strae-oqa.example ") == "ana@straße.example"
    assert field.clean("ana@straße.example") == "ana@straße.example"
    assert readable("ana@xn--.example") == "ana@xn--.example"


def test_no_template_has_a_field_of_its_own_that_a_browser_rewrites() -> None:
    pages = Path(settings.BASE_DIR, "templates").rglob("*.html")

    assert [page.name for page in pages if 'type="email"' in page.read_text()] == []


def test_no_browser_rewrites_what_is_typed() -> None:
    """type=email lets a browser write the domain in its own way before anybody reads it."""
    for field in (EmailField(), columns.EmailField().formfield()):
        assert field is not None
        assert 'type="text"' in field.widget.render("email", "", field.widget.attrs)
