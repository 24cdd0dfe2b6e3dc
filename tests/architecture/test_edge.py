"""What comes from outside is read in one place: kit.web.edge, and the fields of forms."""

import ast
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.urls import get_resolver

from hotelpms.kit.forms.fields import DayField
from hotelpms.kit.forms.search import SearchField
from hotelpms.kit.forms.wishes import WishForm
from tests.architecture.test_wishes import FORMS

OUTSIDE = {"GET", "POST", "headers", "META", "COOKIES"}
# They stand before or below all pages, and read what no page asks for.
READERS = {
    "hotelpms/kit/web/edge.py",
    "hotelpms/kit/web/proxies.py",
    "hotelpms/kit/web/middleware.py",
    "hotelpms/hotels/middleware.py",
    "hotelpms/hotels/guest_pages.py",
}


def modules() -> list[Path]:
    tops = sorted({app.split(".")[0] for app in settings.OURS})
    paths = [path for top in tops for path in Path(settings.BASE_DIR, top).rglob("*.py")]
    return [path for path in paths if str(path.relative_to(settings.BASE_DIR)) not in READERS]


def is_outside(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and node.attr in OUTSIDE
        and isinstance(node.value, ast.Name)
        and node.value.id == "request"
    )


def read_by_hand(path: Path) -> list[int]:
    """Lines that take a value out of the request, instead of handing all of it to a form."""
    return sorted(
        node.lineno
        for node in ast.walk(ast.parse(path.read_text()))
        if (isinstance(node, ast.Attribute | ast.Subscript) and is_outside(node.value))
        or (isinstance(node, ast.Compare) and any(map(is_outside, node.comparators)))
    )


def test_no_page_reads_the_request_by_hand() -> None:
    found = {str(path): lines for path in modules() if (lines := read_by_hand(path))}

    assert found == {}


def test_reading_by_hand_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.py"
    page.write_text(
        "a = request.GET.get('a')\n"
        "b = request.POST['b']\n"
        "c = 'c' in request.GET\n"
        "d = SomeForm(request.POST or None)\n"
    )

    assert read_by_hand(page) == [1, 2, 3]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_texts_and_dates_of_forms_are_bounded(form: type[WishForm]) -> None:
    assert get_resolver().url_patterns

    loose = [
        name
        for name, field in form.base_fields.items()
        if type(field) in (forms.CharField, forms.DateField)
        or (isinstance(field, forms.CharField) and not is_cut(field))
        or (isinstance(field, forms.DateField) and not isinstance(field, DayField))
        or (type(field) is forms.IntegerField and field.max_value is None)
    ]

    assert loose == []


def is_cut(field: forms.CharField) -> bool:
    return bool(field.max_length) or isinstance(field, SearchField)
