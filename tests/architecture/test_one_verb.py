"""A view calls one verb of the domain: what happens after it may never happen.

The process can end between two verbs. What belongs together stands in one verb, which owns the
transaction.
"""

import ast
from pathlib import Path

import pytest
from django.conf import settings


def view_modules() -> list[Path]:
    folders = [Path(settings.BASE_DIR, name.replace(".", "/"), "views") for name in settings.OURS]
    return [path for folder in folders for path in folder.rglob("*.py")]


class Counter:
    """The greatest number of verbs that one run through a function of a module calls.

    A verb is told who acts. Branches that exclude each other count as one; a loop as two.
    """

    def __init__(self, module: ast.Module) -> None:
        self.functions = {
            node.name: node for node in module.body if isinstance(node, ast.FunctionDef)
        }

    def of_all(self) -> dict[str, int]:
        return {name: self.of_block(node.body) for name, node in self.functions.items()}

    def of_block(self, block: list[ast.stmt]) -> int:
        count = 0
        for place, statement in enumerate(block):
            rest = block[place + 1 :]
            if isinstance(statement, ast.If):
                before = count + self.of_node(statement.test)
                return before + max(
                    self.of_block(statement.body + ([] if leaves(statement.body) else rest)),
                    self.of_block(statement.orelse + rest),
                )
            count += self.of_statement(statement)
        return count

    def of_statement(self, statement: ast.stmt) -> int:
        if isinstance(statement, ast.FunctionDef | ast.With):
            return self.of_block(statement.body)
        if isinstance(statement, ast.For | ast.While):
            return 2 * self.of_block(statement.body)
        if isinstance(statement, ast.Try):
            done = self.of_block(statement.body + statement.orelse)
            refused = [self.of_block(handler.body) for handler in statement.handlers]
            return max([done, *refused]) + self.of_block(statement.finalbody)
        return self.of_node(statement)

    def of_node(self, node: ast.AST) -> int:
        if isinstance(node, ast.IfExp):
            either = max(self.of_node(node.body), self.of_node(node.orelse))
            return self.of_node(node.test) + either
        own = self.of_call(node) if isinstance(node, ast.Call) else 0
        return own + sum(self.of_node(child) for child in ast.iter_child_nodes(node))

    def of_call(self, call: ast.Call) -> int:
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if name in self.functions:
            return self.of_block(self.functions[name].body)
        return int(any(keyword.arg == "actor" for keyword in call.keywords))


def leaves(block: list[ast.stmt]) -> bool:
    return isinstance(block[-1], ast.Return | ast.Raise)


def verbs_in(source: str) -> dict[str, int]:
    return Counter(ast.parse(source)).of_all()


@pytest.mark.parametrize("path", view_modules(), ids=str)
def test_a_view_calls_one_verb(path: Path) -> None:
    assert {name: count for name, count in verbs_in(path.read_text()).items() if count > 1} == {}


def test_verbs_one_after_the_other_are_counted() -> None:
    source = """
def loop(request):
    checkout.check_out(actor=request.actor)
    for invoice in done:
        mail(request, invoice)

def mail(request, invoice):
    try:
        return queue(invoice, actor=request.actor)
    except Refused:
        return tell(request)

def either(request):
    if request.lifts:
        return lift(actor=request.actor)
    suppress(actor=request.actor)

def both(request):
    if request.lifts:
        lift(actor=request.actor)
    suppress(actor=request.actor)
"""

    assert verbs_in(source) == {"loop": 3, "mail": 1, "either": 1, "both": 2}
