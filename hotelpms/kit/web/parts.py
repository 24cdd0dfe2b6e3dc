"""What a page decides to show, as data: views make it, one tag or loop of the template draws it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse
from django.utils.functional import Promise


class Opens(StrEnum):
    """How an action leads on."""

    PAGE = "page"
    PANEL = "panel"  # in the side panel; without JavaScript its page
    PAPER = "paper"  # in a new tab
    POST = "post"  # by a button


@dataclass(frozen=True)
class Action:
    """One thing that may be done: {% action one %} draws it as a link or a button.

    `css` is what sets it apart from its neighbours: "primary", "danger". `question` is asked
    before it is posted; with `swap` htmx posts it ("none" leaves the page as it is). In a menu a
    line parts it from what stands above when `is_apart`.
    """

    label: str
    address: str
    icon: str = ""
    opens: Opens = Opens.PANEL
    css: str = ""
    question: str = ""
    swap: str = ""
    is_apart: bool = False


@dataclass(frozen=True)
class Offer:
    """An action before it is known for which row: `page` names its address, `query` follows it.

    `may` names the answer of whoever decides that allows it; empty when everybody may.
    """

    may: str
    label: str | Promise
    page: str
    icon: str = ""
    opens: Opens = Opens.PANEL
    css: str = ""
    question: str | Promise = ""
    swap: str = ""
    query: str = ""
    is_apart: bool = False

    def at(self, *row: object) -> Action:
        """Return the action for what these parts of an address name."""
        return Action(
            label=str(self.label),
            address=reverse(self.page, args=row) + self.query,
            icon=self.icon,
            opens=self.opens,
            css=self.css,
            question=str(self.question),
            swap=self.swap,
            is_apart=self.is_apart,
        )


def offered(offers: Iterable[Offer], may: object, *row: object) -> list[Action]:
    """Return the offers that `may` allows by its attributes, for the row."""
    return [offer.at(*row) for offer in offers if not offer.may or getattr(may, offer.may)]


@dataclass(frozen=True)
class Badge:
    """A mark with a word beside a name. `tone` is ok, info, warn, bad, plum or mute."""

    tone: str
    text: str
    icon: str = ""


@dataclass(frozen=True)
class KeyFigure:
    """A large number with what it counts. `tone` is warn, bad or nothing.

    `change` says in words how it compares and `direction` which way: up, down, same.
    """

    name: str
    value: object
    note: str = ""
    url: str = ""
    icon: str = ""
    tone: str = ""
    change: str = ""
    direction: str = ""


@dataclass(frozen=True)
class Nothing:
    """What stands where a list is empty."""

    icon: str
    title: str
    text: str = ""


@dataclass(frozen=True)
class Alert:
    """A sentence at the top of a page. `tone` is ok, info, warn or bad; `action` leads to `url`."""

    tone: str
    title: str = ""
    text: str = ""
    url: str = ""
    action: str = ""
