"""The compiled templates of the project and their nodes, for tests about all of them."""

from collections.abc import Iterator
from functools import cache
from typing import TypeVar

from django.conf import settings
from django.template import engines
from django.template.base import FilterExpression, Node, Template

N = TypeVar("N", bound=Node)
ROOT = settings.BASE_DIR / "templates"
TEMPLATES = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*.*"))


@cache
def compiled(name: str) -> Template:
    return engines["django"].get_template(name).template


def nodes(kind: type[N]) -> Iterator[tuple[str, N]]:
    """Yield every node of a kind in every template, with the template's name."""
    for name in TEMPLATES:
        for node in compiled(name).nodelist.get_nodes_by_type(kind):
            yield name, node


def literal(expression: FilterExpression) -> str | None:
    """Return the text of an expression that is a text in quotation marks, else None."""
    is_literal = isinstance(expression.var, str) and not expression.filters
    return str(expression.var) if is_literal else None
