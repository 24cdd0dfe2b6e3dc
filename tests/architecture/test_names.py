"""What a template or a view names exists: templates, addresses, static files, icons, states."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import TemplateDoesNotExist
from django.template.base import FilterExpression
from django.template.defaulttags import URLNode
from django.template.library import SimpleNode
from django.template.loader import get_template
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.templatetags.static import StaticNode
from django.urls import get_resolver
from django.urls.resolvers import get_ns_resolver
from lucide import IconDoesNotExist
from lucide.templatetags.lucide import lucide

from hotelpms.kit.web import looks
from tests.template_nodes import ROOT, literal, nodes

FOLDERS = sorted(path.name for path in ROOT.iterdir() if path.is_dir())
TEMPLATE = re.compile(rf"({'|'.join(FOLDERS)})(/[\w-]+)+\.\w+")
ADDRESS = re.compile(r"[a-z]\w*:[a-z]\w*")


def named(expressions: Iterator[tuple[str, FilterExpression]]) -> list[tuple[str, str]]:
    """Return template and name for all those whose name is written out."""
    return sorted({(place, name) for place, by in expressions if (name := literal(by)) is not None})


def test_every_template_that_a_template_extends_or_includes_exists() -> None:
    parents = ((place, node.parent_name) for place, node in nodes(ExtendsNode))
    parts = ((place, node.template) for place, node in nodes(IncludeNode))

    found = [*named(parents), *named(parts)]

    assert len(found) > 200
    assert [(place, name) for place, name in found if not is_template(name)] == []


def test_every_static_file_that_a_template_links_to_exists() -> None:
    found = named((place, node.path) for place, node in nodes(StaticNode))

    assert len(found) > 50
    assert [(place, name) for place, name in found if finders.find(name) is None] == []


def test_every_address_in_a_template_exists_and_gets_what_it_needs() -> None:
    """`{% url ... as name %}` is silent about a wrong name or a value too few."""
    found = [(place, node) for place, node in nodes(URLNode) if literal(node.view_name)]

    assert len(found) > 200
    assert [f"{place}: {node.view_name}" for place, node in found if not fits(node)] == []


def test_every_icon_in_a_template_exists() -> None:
    tags = ((place, node.args[0]) for place, node in simple_tags("lucide"))
    parts = (
        (place, node.extra_context["icon"])
        for place, node in nodes(IncludeNode)
        if "icon" in node.extra_context
    )

    found = [*named(tags), *named(parts)]

    assert len(found) > 100
    assert [(place, name) for place, name in found if not is_icon(name)] == []


def test_every_status_in_a_template_is_of_a_kind_that_has_looks() -> None:
    found = [
        (place, *(literal(part) for part in node.args[:2])) for place, node in simple_tags("status")
    ]

    assert len(found) > 30
    assert [
        (place, kind, state)
        for place, kind, state in found
        if kind and (kind not in looks.kinds() or (state and state not in looks.looks_of(kind)))
    ] == []


@pytest.mark.parametrize("app", sorted({app.split(".")[0] for app in settings.OURS}))
def test_every_template_and_address_that_code_names_exists(app: str) -> None:
    strange = [
        f"{path.relative_to(settings.BASE_DIR)}:{line}: {text}"
        for path in (settings.BASE_DIR / app).rglob("*.py")
        for line, text in texts_of(path)
        if (TEMPLATE.fullmatch(text) and not is_template(text))
        or (ADDRESS.fullmatch(text) and is_namespace(text) and not parameters_of(text))
    ]

    assert strange == []


def simple_tags(name: str) -> Iterator[tuple[str, SimpleNode]]:
    for place, node in nodes(SimpleNode):
        if node.func.__name__ == name:
            yield place, node


def texts_of(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def is_template(name: str) -> bool:
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return False
    return True


def is_icon(name: str) -> bool:
    try:
        lucide(name)
    except IconDoesNotExist:
        return False
    return True


def is_namespace(name: str) -> bool:
    return name.split(":")[0] in get_resolver().namespace_dict


@cache
def parameters_of(name: str) -> list[list[str]]:
    """Return the parameters of each pattern of this name, as django.urls.reverse finds them."""
    *spaces, view = name.split(":")
    resolver, prefix, converters = get_resolver(), "", {}
    for space in spaces:
        if space not in resolver.namespace_dict:
            return []
        extra, resolver = resolver.namespace_dict[space]
        prefix += extra
        converters |= resolver.pattern.converters
    resolver = get_ns_resolver(prefix, resolver, tuple(converters.items())) if prefix else resolver
    found = resolver.reverse_dict.getlist(view)
    return [parameters for ways, *_rest in found for _result, parameters in ways]


def fits(node: URLNode) -> bool:
    ways = parameters_of(literal(node.view_name) or "")
    if node.kwargs:
        return any(set(node.kwargs) == set(way) for way in ways)
    return any(len(node.args) == len(way) for way in ways)
