"""What production passes over in silence, so that the page still shows, is an error in tests."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.forms import BaseForm
from django.http import HttpRequest
from django.template.base import FilterExpression, VariableDoesNotExist
from django.template.context import Context
from django.template.defaulttags import WithNode
from django.template.loader_tags import IncludeNode

from hotelpms.kit.web import looks
from tests.template_nodes import ROOT, compiled, literal, nodes

# With these a template says itself what shows when the name is missing.
SPARE = ("default", "default_if_none")


@pytest.fixture(autouse=True, scope="session")
def unknown_states_are_loud() -> Iterator[None]:
    """A state without a look is an error wherever a test shows it."""

    def refuse(kind: str, state: str) -> looks.Look:
        raise looks.LookMissing(f"{kind}: {state!r}")

    patch = pytest.MonkeyPatch()
    patch.setattr(looks, "unknown", refuse)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def unknown_names_are_loud() -> Iterator[None]:
    """A name in a template of ours that leads nowhere is an error, in {% if %} too.

    Django shows nothing for it, or takes it for false. What a template may do without is said by
    it (`|default`) or by those who include it (`with icon=...` in one of them).
    """
    resolve = FilterExpression.resolve

    def strict(self: FilterExpression, context: Context, ignore_failures: bool = False) -> object:
        if not self.is_var:
            return resolve(self, context, ignore_failures)
        # `copy` would take ten times as long, and pages hold a thousand names.
        found = FilterExpression.__new__(FilterExpression)
        found.token, found.filters = self.token, self.filters
        try:
            found.is_var, found.var = False, self.var.resolve(context)
        except VariableDoesNotExist as missing:
            why = complaint(self, context, missing, is_asked=ignore_failures)
        else:
            return resolve(found, context, ignore_failures)
        if why:
            # It is no Exception: the operators of {% if %} take every one of those for false.
            pytest.fail(why)
        return resolve(self, context, ignore_failures)

    patch = pytest.MonkeyPatch()
    patch.setattr(FilterExpression, "resolve", strict)
    yield
    patch.undo()


def complaint(
    expression: FilterExpression,
    context: Context,
    missing: VariableDoesNotExist,
    *,
    is_asked: bool,
) -> str:
    """Return what is wrong, or nothing; `is_asked` in {% if %}, {% for %} and {% firstof %}."""
    name, holder = missing.params
    is_spared = bool(expression.filters) and expression.filters[0][0].__name__ in SPARE
    if not Path(place(context)).is_relative_to(ROOT):
        return ""
    if holder is context:
        is_fine = is_spared or (is_asked and name in passed_to(place(context)))
    else:
        is_fine = (is_spared or is_asked) and may_lack(holder, name)
    page = getattr(context.template, "name", "")
    what = "the context" if holder is context else type(holder).__name__
    return "" if is_fine else f"{place(context)} ({page}): {expression.token}: no {name} in {what}"


def may_lack(holder: Any, name: str) -> bool:
    """True for things that have a name today and not tomorrow."""
    if isinstance(holder, BaseForm):
        return name in holder.base_fields
    return holder is None or isinstance(holder, Mapping | HttpRequest)


def place(context: Context) -> str:
    template = context.render_context.template
    return str(template.origin.name) if template else ""


@cache
def passed_to(template: str) -> frozenset[str]:
    """Return the names that some include passes to this template, or to one that includes it."""
    names: frozenset[str] = frozenset()
    for outer, node in nodes(IncludeNode):
        if str(ROOT / (literal(node.template) or "-")) == template:
            names |= frozenset(node.extra_context)
            if not node.isolated_context and str(ROOT / outer) != template:
                names |= passed_to(str(ROOT / outer)) | named_with(outer)
    return names


def named_with(template: str) -> frozenset[str]:
    found = compiled(template).nodelist.get_nodes_by_type(WithNode)
    return frozenset(name for node in found for name in node.extra_context)
