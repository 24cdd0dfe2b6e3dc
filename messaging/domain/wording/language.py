"""The template language of the hotels: @KEYWORD and {if @KEYWORD} ... {else} ... {end}.

Nothing else: no attributes, no calls, no loops, so a text cannot reach settings, files or
other guests. Values are put in once and never read as a template. The @ of an e-mail
address is no keyword.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from hotelpms.kit.errors import Refused

TOKEN = re.compile(
    r"\{\s*if\s+@(?P<test>[A-Z][A-Z0-9_]*)\s*\}"
    r"|\{\s*(?P<mark>else|end)\s*\}"
    r"|\{\s*(?P<odd>if)\b[^{}<>]*\}?"
    r"|(?<![\w.+-])@(?P<name>[A-Z][A-Z0-9_]*)\b"
)
TAG = re.compile(r"""<[a-zA-Z/](?:[^>"']|"[^"]*"|'[^']*')*>""")
# A tag may hold no keyword but @LINK, whose value is known to be a web address.
LINK_TARGET = re.compile(r'\shref="@LINK"')
MAX_DEPTH = 20
# Stands where a keyword was empty, until the text is whole. No value holds it.
NOTHING = "\0"
GAP = re.compile(r" ?\0(?=[\s,.:;!?)<]|\Z)|\0")


class Mistake(Refused):
    """A text that cannot be understood; the message says where."""


@dataclass(frozen=True)
class Slot:
    """Where the value of a keyword goes."""

    name: str


@dataclass
class Choice:
    """Two branches; a keyword with any text chooses the first."""

    name: str
    then: "Program" = field(default_factory=list)
    otherwise: "Program" = field(default_factory=list)


Program = list[str | Slot | Choice]


def parse(text: str) -> Program:
    """Return the compiled text. Raises Mistake."""
    for tag in TAG.findall(text):
        _refuse_token_inside(LINK_TARGET.sub("", tag))
    return _Parser(text).program


def render(program: Program, values: Mapping[str, str]) -> str:
    """Return the text with the values put in; a missing keyword is empty.

    The blank before an empty one goes with it: "Dear @NAME @SURNAME," never ends in " ,". Values
    must be escaped for their place already.
    """
    out: list[str] = []
    _render(program, values, out.append)
    return GAP.sub("", "".join(out))


def names(program: Program) -> set[str]:
    """Return the keywords that the text uses, in conditions too."""
    found: set[str] = set()
    for node in program:
        if isinstance(node, Slot):
            found.add(node.name)
        elif isinstance(node, Choice):
            found |= {node.name} | names(node.then) | names(node.otherwise)
    return found


def _render(
    program: Iterable[str | Slot | Choice], values: Mapping[str, str], add: Callable[[str], None]
) -> None:
    for node in program:
        if isinstance(node, str):
            add(node)
        elif isinstance(node, Slot):
            add(values.get(node.name, "") or NOTHING)
        else:
            _render(node.then if values.get(node.name) else node.otherwise, values, add)


def _refuse_token_inside(tag: str) -> None:
    found = TOKEN.search(tag)
    if found:
        raise Mistake(
            _("%(token)s stands inside a tag. Keywords belong into the text or a link's target.")
            % {"token": found.group()}
        )


class _Parser:
    def __init__(self, text: str) -> None:
        self.program: Program = []
        self.place = self.program
        self.open: list[tuple[Program, Choice, bool]] = []
        end = 0
        for token in TOKEN.finditer(text):
            self._text(text[end : token.start()])
            self._take(token)
            end = token.end()
        self._text(text[end:])
        if self.open:
            raise Mistake(_("{if @%(name)s} has no {end}.") % {"name": self.open[-1][1].name})

    def _text(self, text: str) -> None:
        if text:
            self.place.append(text)

    def _take(self, token: re.Match[str]) -> None:
        if token["name"]:
            self.place.append(Slot(token["name"]))
        elif token["test"]:
            self._begin(token["test"])
        elif token["mark"] == "else":
            self._otherwise()
        elif token["mark"] == "end":
            self._end()
        else:
            raise Mistake(
                _("%(token)s is not understood. Write {if @KEYWORD} ... {end}.")
                % {"token": token.group()}
            )

    def _begin(self, name: str) -> None:
        if len(self.open) == MAX_DEPTH:
            raise Mistake(_("Too many {if} inside each other."))
        choice = Choice(name)
        self.place.append(choice)
        self.open.append((self.place, choice, False))
        self.place = choice.then

    def _otherwise(self) -> None:
        if not self.open or self.open[-1][2]:
            raise Mistake(_("{else} stands without its {if}."))
        outer, choice, _has_else = self.open[-1]
        self.open[-1] = (outer, choice, True)
        self.place = choice.otherwise

    def _end(self) -> None:
        if not self.open:
            raise Mistake(_("{end} stands without its {if}."))
        self.place = self.open.pop()[0]
