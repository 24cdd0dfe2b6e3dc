import builtins
import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from pypdf import PdfReader
from pytest_django.fixtures import Settings

from hotelpms.kit.files import pdf
from hotelpms.kit.files.pdf import (
    FileRefused,
    PdfUnavailable,
    find_file,
    own_files_only,
    render_pdf,
)


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let render_pdf print the given source in place of a template file."""

    def use(source: Any) -> None:
        template = engines["django"].from_string(source)
        monkeypatch.setattr(
            pdf, "render_to_string", lambda _name, context: template.render(context)
        )

    return use


@pytest.mark.needs_pango
def test_a_template_becomes_a_pdf_in_the_language_asked_for(paper: Any) -> None:
    paper("{% load kit %}<html lang='{{ language }}'><p>{{ guest }} {{ 10|money:'CZK' }}</p>")
    content = render_pdf("paper/any.html", {"guest": "Žofie"}, language="cs")
    text = PdfReader(io.BytesIO(content)).pages[0].extract_text()

    assert "Žofie 10,00" in text
    assert "Kč" in text


@pytest.mark.needs_pango
def test_an_address_outside_leaves_the_rest_of_the_page_whole(paper: Any) -> None:
    paper("<img src='http://127.0.0.1:1/x.png'><img src='file:///etc/passwd'><p>Folio</p>")
    content = render_pdf("paper/any.html", {}, language="en")

    assert "Folio" in PdfReader(io.BytesIO(content)).pages[0].extract_text()


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/static/css/app.css",
        "https://example.com/static/css/app.css",
        "file:///etc/passwd",
        "ftp://files.invalid/static/css/app.css",
        "http://files.invalid/etc/passwd",
        "http://files.invalid/media/../../etc/passwd",
        "http://files.invalid/media/%2e%2e/secrets.json",
        "http://files.invalid/static/../settings.py",
        "http://files.invalid/static/missing.css",
        "http://files.invalid.example.com/static/css/app.css",
    ],
)
def test_nothing_but_our_own_files_is_served(address: str) -> None:
    with pytest.raises(FileRefused):
        find_file(address)


def test_media_files_are_found(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "logo.png").write_bytes(b"png")

    assert find_file("http://files.invalid/media/logo.png?v=1").read_bytes() == b"png"


def test_static_files_are_found_before_and_after_collecting(
    settings: Settings, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "app.0a1b.css").write_text("p{}")

    assert find_file("http://files.invalid/static/app.0a1b.css").read_text() == "p{}"
    assert find_file("http://files.invalid/static/css/app.css").name == "app.css"


@pytest.mark.needs_pango
def test_data_addresses_are_served() -> None:
    assert own_files_only().fetch("data:text/plain,folio").read() == b"folio"


def test_without_pango_the_refusal_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without_pango(name: Any, *args, **kwargs) -> Any:
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    pdf._printer.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without_pango)
    with pytest.raises(PdfUnavailable) as refusal:
        render_pdf("registration/login.html", {}, language="en")

    assert "libpangoft2-1.0-0" in str(refusal.value)


@pytest.mark.needs_pango
def test_letters_of_all_our_languages_are_set_in_an_embedded_font(paper: Any) -> None:
    letters = "Příliš žluťoučký kůň ŘĚŮ ığüşöçİĞŞ ñáéíóú¿¡ € ✓"
    paper(
        "<style>body { font-family: Inter, 'DejaVu Sans'; font-variant-numeric: tabular-nums }"
        f"</style><p>{letters}</p><p>1111</p><p>8888</p>"
    )
    page = PdfReader(io.BytesIO(render_pdf("paper/any.html", {}, language="cs"))).pages[0]

    assert "".join(letters.split()) in "".join(page.extract_text().split())

    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    names = {str(font["/BaseFont"]) for font in fonts}

    # A font that is embedded as a subset carries six letters and a plus before its name.
    assert all(re.fullmatch(r"/[A-Z]{6}\+.*(Inter|DejaVu).*", name) for name in names), names

    described = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]

    assert all(any(key.startswith("/FontFile") for key in about) for about in described)
