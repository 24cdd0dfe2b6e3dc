"""What is promised is queued in the transaction that promises it: a letter or nothing at all.

A verb that queues a letter does so inside its own transaction. A function that queues without one
is a part of other verbs; then each of its callers has the transaction, up to the door of the
domain. What a view calls one after the other, `test_one_verb.py` counts.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

QUEUES = {"messaging.domain.outbox.queueing.queue", "messaging.domain.outbox.queueing.queue_many"}
# The door of the outbox passes the same functions on.
DOOR = {"messaging.domain.outbox.outbox": "messaging.domain.outbox.queueing"}
Functions = dict[str, "Function"]


class Function:
    """A function: what it calls, and what of that stands in a transaction of its own."""

    def __init__(self, node: ast.FunctionDef, names: dict[str, str]) -> None:
        self.owns = any("atomic" in ast.unparse(wrapper) for wrapper in node.decorator_list)
        self.calls = {(name, inside) for name, inside in called(node, names, inside=self.owns)}

    def open_calls(self) -> set[str]:
        return {name for name, inside in self.calls if not inside}


def called(node: ast.AST, names: dict[str, str], *, inside: bool) -> Iterator[tuple[str, bool]]:
    for child in ast.iter_child_nodes(node):
        deeper = inside or (
            isinstance(child, ast.With)
            and any("atomic" in ast.unparse(item.context_expr) for item in child.items)
        )
        if isinstance(child, ast.Call):
            yield full_name(child.func, names), deeper
        elif isinstance(child, ast.Name | ast.Attribute):
            # Handed on to be called, such as `act` or `letters.queue_payment_link`.
            yield full_name(child, names), deeper
        yield from called(child, names, inside=deeper)


def full_name(node: ast.AST, names: dict[str, str]) -> str:
    first, _dot, rest = ast.unparse(node).partition(".")
    name = ".".join(filter(None, (names.get(first, first), rest)))
    module, _dot, function = name.rpartition(".")
    return f"{DOOR.get(module, module)}.{function}"


def read(path: Path) -> Functions:
    module = ".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts)
    tree = ast.parse(path.read_text())
    return functions_of(module, tree)


def functions_of(module: str, tree: ast.Module) -> Functions:
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        if isinstance(node, ast.FunctionDef):
            names.setdefault(node.name, f"{module}.{node.name}")
    found: Functions = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            found[f"{module}.{node.name}"] = Function(node, names)
    return found


def promising_without_a_transaction(functions: Functions) -> set[str]:
    """Return the functions that queue, themselves or by others, and leave the commit to callers."""
    promising = set(QUEUES)
    while True:
        more = {name for name, one in functions.items() if one.open_calls() & promising} - promising
        if not more:
            return promising - QUEUES
        promising |= more


@pytest.fixture(scope="module")
def functions() -> Functions:
    found: Functions = {}
    for app in settings.OURS:
        if app != "messaging":
            for path in Path(settings.BASE_DIR, app.replace(".", "/")).rglob("*.py"):
                found |= read(path)
    return found


def test_a_letter_is_queued_in_the_transaction_of_its_reason(functions: Functions) -> None:
    """B5: the process may end between two transactions; three of four kills lost the mail."""
    promising = promising_without_a_transaction(functions)

    assert {name for name in promising if ".domain." not in name} == set()


def test_the_letters_of_the_house_are_seen(functions: Functions) -> None:
    promising = promising_without_a_transaction(functions)

    assert "reservations.domain.letters.confirmation.renew_confirmation" in promising


def test_a_letter_after_the_commit_is_found() -> None:
    source = """
from django.db import transaction
from messaging.domain.outbox import outbox

def sound():
    with transaction.atomic():
        outbox.queue(letter=1)

@transaction.atomic
def sound_too():
    part()

def part():
    outbox.queue(letter=1)

def late():
    with transaction.atomic():
        leave()
    part()
"""
    found = functions_of("app.views.page", ast.parse(source))

    assert promising_without_a_transaction(found) == {"app.views.page.part", "app.views.page.late"}
