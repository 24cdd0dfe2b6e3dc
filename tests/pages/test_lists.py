"""A list has a cell for each column, in the order of its heads and under the same label."""

from collections.abc import Iterator

import pytest
from django.template.library import SimpleBlockNode
from django.test import Client
from django.test.html import Element, parse_html
from django.urls import reverse

from hotelpms.lists.domain import catalogue, columns
from hotelpms.lists.domain.catalogue import List
from tests.browser.walk.house import Walked
from tests.pages.conftest import BACKEND
from tests.template_nodes import compiled, literal

pytestmark = pytest.mark.django_db
KEYS = ("reservations", "cards", "outbox", "invoices", "design")


def test_every_list_is_looked_at() -> None:
    assert {found.key for found in catalogue.lists()} == set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_a_template_writes_a_cell_for_every_column_in_their_order(key: str) -> None:
    found = list_of(key)
    nodes = compiled(found.part).nodelist.get_nodes_by_type(SimpleBlockNode)

    cells = [literal(node.args[0]) for node in nodes if node.func.__name__ == "cell"]

    assert cells == [column.name for column in found.columns]


@pytest.mark.parametrize("key", KEYS)
def test_rows_have_the_cells_that_the_heads_announce(walked: Walked, key: str) -> None:
    found = list_of(key)
    names = [column.name for column in found.columns]
    columns.choose(found=found, person_id=walked.person.pk, names=names)

    heads, *rows = table(walked, found)

    labels = [words(head) if attribute(head, "scope") == "col" else "" for head in heads]
    assert [label for label in labels if label] == [str(column.label) for column in found.columns]
    assert rows
    for row in rows:
        assert [attribute(cell, "data-label") for cell in row] == labels_of(row, labels)


def list_of(key: str) -> List:
    found = catalogue.find(key)
    assert found is not None
    return found


def labels_of(row: list[Element], labels: list[str]) -> list[str]:
    """Return the labels that the cells should have: all but the one that heads the row."""
    assert len(row) == len(labels)
    assert [attribute(cell, "scope") for cell in row].count("row") == 1
    return [
        "" if attribute(cell, "scope") == "row" else label
        for cell, label in zip(row, labels, strict=True)
    ]


def table(walked: Walked, found: List) -> list[list[Element]]:
    """Return the cells of the head and of each row."""
    client = Client()
    client.force_login(walked.person, backend=BACKEND)
    arguments = [walked.hotel.code] if found.takes_hotel else []
    answer = client.get(reverse(found.url_name, args=arguments) + "?view=all")
    part = answer.content.decode().partition('<div id="')[2].partition("<table")[2]
    shown = parse_html(f"<table{part.partition('</table>')[0]}</table>")
    return [list(elements(row, "th", "td")) for row in elements(shown, "tr")]


def elements(root: Element, *names: str) -> Iterator[Element]:
    for child in root.children:
        if isinstance(child, Element):
            if child.name in names:
                yield child
            yield from elements(child, *names)


def words(root: Element) -> str:
    parts = [child if isinstance(child, str) else words(child) for child in root.children]
    return " ".join(part for part in parts if part)


def attribute(element: Element, name: str) -> str:
    return dict(element.attributes).get(name) or ""
