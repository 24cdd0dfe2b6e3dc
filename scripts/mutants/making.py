"""Small mistakes in a source text, one at a time: a mutant a test should notice.

Each is an edit of the text, so that a survivor reads as a diff somebody could have typed. What
nobody would test is left alone: annotations, decorators, docstrings and the words of messages.
"""

import ast
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

SWAPPED: dict[type[ast.AST], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.And: ("and", "or"),
    ast.Or: ("or", "and"),
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "*"),
    ast.BitAnd: ("&", "|"),
    ast.BitOr: ("|", "&"),
}
YES_OR_NO = (ast.Eq, ast.NotEq, ast.Is, ast.IsNot, ast.In, ast.NotIn)
OPPOSITE = {"min": "max", "max": "min", "any": "all", "all": "any"}
LOOKUPS = {"lt": "lte", "lte": "lt", "gt": "gte", "gte": "gt"}
# Django's methods where each argument narrows what is read or says what is written.
WITH_CONDITIONS = {"filter", "exclude", "Q"}
WITH_COLUMNS = {"update", "create", "get", "get_or_create", "update_or_create", "order_by"}
# The last word of an ordering, there so that pages don't overlap; no rule hangs on it.
TIE_BREAKERS = {"pk", "-pk", "id", "-id"}
# Arguments that only a second connection, a stopwatch or a bug of our own could notice.
UNSEEN = {"strict", "batch_size", "force_insert", "no_key", "skip_locked", "of"}


@dataclass(frozen=True)
class Mutant:
    """One edit. `function` is the outermost function around it, empty in a module or class body.

    `line` is where it stands; `first` and `last` are the lines of its statement: a test that
    runs none of them can't notice.
    """

    path: str
    function: str
    line: int
    first: int
    last: int
    start: int
    end: int
    becomes: str

    def applied(self, source: str) -> str:
        """Return the text with the mistake."""
        return source[: self.start] + self.becomes + source[self.end :]

    def lines(self, source: str) -> tuple[str, str]:
        """Return the lines around the edit, as they are and as they become, without indent."""
        begin = source.rfind("\n", 0, self.start) + 1
        stop = source.find("\n", self.end)
        tail = source[self.end : stop if stop >= 0 else len(source)]
        head = source[begin : self.start]
        was = head + source[self.start : self.end] + tail
        return _flat(was), _flat(head + self.becomes + tail)


def mutants_of(path: str, source: str) -> list[Mutant]:
    """Return every mutant of the text, in its order."""
    finder = _Finder(path, source)
    finder.visit(ast.parse(source))
    return sorted(set(finder.found), key=lambda one: (one.start, one.end, one.becomes))


def _flat(text: str) -> str:
    return " ".join(text.split())


class _Finder(ast.NodeVisitor):
    def __init__(self, path: str, source: str) -> None:
        self.path, self.source = path, source
        self.found: list[Mutant] = []
        self._names: list[str] = []
        self._function = ""
        self._span = (1, 1)
        self._starts = [0]
        for line in source.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))
        self._lines = source.splitlines()

    # -- what is read, and where one stands

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.stmt):
            body = getattr(node, "body", None)
            last = max(node.lineno, body[0].lineno - 1) if body else node.end_lineno
            self._span = (node.lineno, last or node.lineno)
        super().visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for default in (*node.args.defaults, *node.args.kw_defaults):
            if default is not None:
                self.visit(default)
        outside = self._function
        self._names.append(node.name)
        self._function = outside or ".".join(self._names)
        for statement in node.body:
            self.visit(statement)
        self._names.pop()
        self._function = outside

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._names.append(node.name)
        for statement in node.body:
            self.visit(statement)
        self._names.pop()

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Leave f-strings: before Python 3.12 nothing tells where in them a part stands."""

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.visit(node.value)
        if not isinstance(node.slice, ast.Tuple):
            self.visit(node.slice)

    # -- the mistakes

    def visit_Compare(self, node: ast.Compare) -> None:
        for operator, (left, right) in zip(
            node.ops, pairwise([node.left, *node.comparators]), strict=True
        ):
            self._swap(operator, left, right)
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        for left, right in pairwise(node.values):
            self._swap(node.op, left, right)
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        self._swap(node.op, node.left, node.right)
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self._swap(node.op, node.target, node.value)
        self.visit(node.value)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        self._edit(self._at(node)[0], self._at(node.operand)[0], "")
        self.visit(node.operand)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self._replace(node, str(not node.value))
        elif isinstance(node.value, int):
            self._replace(node, str(node.value + 1))

    def visit_If(self, node: ast.If) -> None:
        self._decide(node.test)
        for part in (*node.body, *node.orelse):
            self.visit(part)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self._decide(node.test)
        self.visit(node.body)
        self.visit(node.orelse)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for test in node.ifs:
            self._replace(test, "True")
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        is_inherited = any(isinstance(n, ast.Name) and n.id == "super" for n in ast.walk(node))
        if isinstance(node.value, ast.Call) and not is_inherited:
            self._replace(node, "pass")
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        if all(isinstance(target, ast.Attribute) for target in node.targets):
            self._replace(node, "pass")
        self.visit(node.value)

    def visit_List(self, node: ast.List) -> None:
        self._shorten(node)

    def visit_Set(self, node: ast.Set) -> None:
        self._shorten(node)

    def visit_Tuple(self, node: ast.Tuple) -> None:
        self._shorten(node)

    def visit_Dict(self, node: ast.Dict) -> None:
        keys = [key for key in node.keys if isinstance(key, ast.Constant)]
        if len(keys) == len(node.keys):
            spans = [
                (self._at(key)[0], self._at(value)[1])
                for key, value in zip(keys, node.values, strict=True)
            ]
            self._drop(spans)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if isinstance(node.func, ast.Name) and name in OPPOSITE:
            self._replace(node.func, OPPOSITE[name])
        if name in WITH_CONDITIONS | WITH_COLUMNS:
            parts = _arguments(node, name)
            kept = sum(map(_is_tie_breaker, parts))
            self._drop([self._at(part) for part in parts], kept)
        self.visit(node.func)
        for argument in node.args:
            self.visit(argument)
        for keyword in node.keywords:
            self._shift_lookup(keyword)
            if keyword.arg not in UNSEEN:
                self.visit(keyword.value)

    # -- as edits

    def _swap(self, operator: ast.AST, left: ast.AST, right: ast.AST) -> None:
        if type(operator) not in SWAPPED:
            return
        was, becomes = SWAPPED[type(operator)]
        after, before = self._at(left)[1], self._at(right)[0]
        pattern = r"\s+".join(map(re.escape, was.split()))
        match = re.search(pattern, self.source[after:before])
        if match:
            self._edit(after + match.start(), after + match.end(), becomes)

    def _decide(self, test: ast.expr) -> None:
        """Always and never. Tests that notice both notice the opposite too."""
        if not any(isinstance(part, ast.NamedExpr) for part in ast.walk(test)):
            self._replace(test, "True")
            self._replace(test, "False")
        is_yes_or_no = isinstance(test, ast.Compare) and isinstance(test.ops[0], YES_OR_NO)
        if is_yes_or_no or isinstance(test, ast.UnaryOp):
            self.generic_visit(test)
        else:
            self.visit(test)

    def _shorten(self, node: ast.List | ast.Set | ast.Tuple) -> None:
        plain = (ast.Attribute, ast.Name, ast.Constant, ast.Starred)
        is_row = isinstance(node.ctx, ast.Store) if hasattr(node, "ctx") else False
        if not is_row and len(node.elts) > 1 and all(isinstance(e, plain) for e in node.elts):
            spans = [self._at(element) for element in node.elts]
            if isinstance(node, ast.Tuple) and len(spans) == 2:
                for start, end in spans:
                    self._edit(spans[0][0], spans[1][1], f"{self.source[start:end]},")
            else:
                self._drop(spans)
        self.generic_visit(node)

    def _drop(self, spans: Sequence[tuple[int, int]], kept: int = 0) -> None:
        """Take one of several out, with the comma beside it; the last `kept` of them stay."""
        for place, (start, end) in enumerate(spans[: len(spans) - kept]):
            if place + 1 < len(spans):
                self._edit(start, spans[place + 1][0], "")
            else:
                self._edit(spans[place - 1][1] if place else start, end, "")

    def _shift_lookup(self, keyword: ast.keyword) -> None:
        column, _underscores, lookup = (keyword.arg or "").rpartition("__")
        if lookup in LOOKUPS:
            start = self._at(keyword)[0] + len(column) + 2
            self._edit(start, start + len(lookup), LOOKUPS[lookup])

    def _replace(self, node: ast.AST, becomes: str) -> None:
        self._edit(*self._at(node), becomes)

    def _edit(self, start: int, end: int, becomes: str) -> None:
        line = bisect_right(self._starts, start)
        where = (self.path, self._function, line, *self._span)
        self.found.append(Mutant(*where, start, end, becomes))

    def _at(self, node: ast.AST) -> tuple[int, int]:
        """Return where the node begins and ends in the text; ast counts bytes in a line."""
        place = node  # only nodes with a position are asked about
        return (
            self._offset(place.lineno, place.col_offset),  # type: ignore[attr-defined]
            self._offset(place.end_lineno, place.end_col_offset),  # type: ignore[attr-defined]
        )

    def _offset(self, line: int, column: int) -> int:
        before = self._lines[line - 1].encode()[:column].decode()
        return self._starts[line - 1] + len(before)


def _arguments(call: ast.Call, name: str) -> list[ast.expr | ast.keyword]:
    """Return the arguments one of which may go; what a verb writes is never taken away whole."""
    parts: list[ast.expr | ast.keyword] = [*call.args, *call.keywords]
    is_stream = any(isinstance(part, ast.GeneratorExp) for part in parts)
    return [] if is_stream or (name in WITH_COLUMNS and len(parts) < 2) else parts


def _is_tie_breaker(part: ast.AST) -> bool:
    return isinstance(part, ast.Constant) and part.value in TIE_BREAKERS
