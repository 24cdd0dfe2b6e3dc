"""Two ways to work a page, with the same few words: by the mouse, and by the keyboard alone.

A story is told to `Hands`; whoever has them follows links, presses buttons and writes into fields
by the names that stand on the page. The keyboard never asks the page for an element: it goes there
by Tab, sees where it is, and counts how often it pressed.
"""

from typing import Protocol

from django.utils.translation import gettext as _
from playwright.sync_api import Locator, Page

# From one thing to the next; past the bar and the menu there is a link.
MOST_TABS = 40
# Why what has the focus does not show it: no ring, or two sides of it or more are cut off.
WITHOUT_RING = """
(stop) => {
  const why = (el) => {
    const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(el);
    if (outlineStyle === "none" || parseFloat(outlineWidth) < 1) return "none";
    const far = parseFloat(outlineOffset) + parseFloat(outlineWidth);
    const box = el.getBoundingClientRect();
    for (let up = el.parentElement; up && up !== document.body; up = up.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(up);
      if (overflowX === "visible" && overflowY === "visible") continue;
      const hole = up.getBoundingClientRect();
      const cut = [
        hole.left > box.left - far,
        hole.right < box.right + far,
        hole.top > box.top - far,
        hole.bottom < box.bottom + far,
      ];
      if (cut.filter(Boolean).length >= 2) return "clipped by ." + up.className;
    }
    return "";
  };
  const row = stop.closest("tr, .segmented > label, .affix, .search");
  return row && !why(row) ? "" : why(stop);
}
"""
# What the focus is on, as somebody who can't see it hears it: its name and what it is.
FOCUSED = """
() => {
  const at = document.activeElement;
  if (at === document.body) return { name: "", kind: "nothing" };
  const label = at.labels?.[0]?.cloneNode(true);
  for (const part of label?.querySelectorAll("[aria-hidden], input, select") ?? []) part.remove();
  const name = at.getAttribute("aria-label") ?? label?.textContent ?? at.textContent;
  return { name: name.replace(/\\s+/g, " ").trim(), kind: at.localName };
}
"""


def called(name: str) -> tuple[str, str]:
    """Return the names that a thing of this name may have: a field says that it may stay empty."""
    return name, f"{name} {_('optional')}"


class Hands(Protocol):
    """What a person does on a page."""

    page: Page

    def go_to(self, name: str) -> None:
        """Go to the page by the bar or the menu."""

    def follow(self, name: str) -> None:
        """Follow the link."""

    def skip_to(self, name: str) -> None:
        """Follow a link that only the keyboard sees; who points is there already."""

    def press(self, name: str) -> None:
        """Press the button."""

    def unfold(self, name: str) -> None:
        """Open a menu, or what is folded away."""

    def write(self, name: str, text: str) -> None:
        """Write into the field, in place of what stands there."""

    def choose(self, name: str, option: str) -> None:
        """Choose from the list."""


class Mouse:
    """Somebody who points, and types where they have pointed."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go_to(self, name: str) -> None:
        self._at("link", name).click()

    def follow(self, name: str) -> None:
        self._at("link", name).click()

    def skip_to(self, name: str) -> None:
        assert self.page.get_by_role("link", name=name, exact=True).count()

    def press(self, name: str) -> None:
        self._at("button", name).click()

    def unfold(self, name: str) -> None:
        summary = self.page.locator("summary:visible").filter(has_text=name)
        summary.or_(self.page.locator(f'summary[aria-label="{name}"]:visible')).first.click()

    def write(self, name: str, text: str) -> None:
        field = self._labelled(name)
        field.click()
        field.fill(text)

    def choose(self, name: str, option: str) -> None:
        self._labelled(name).select_option(label=option)

    def _labelled(self, name: str) -> Locator:
        bare, optional = called(name)
        places = self._in_front()
        return places.get_by_label(bare, exact=True).or_(places.get_by_label(optional, exact=True))

    def _at(self, role: str, name: str) -> Locator:
        places = self._in_front()
        return places.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]

    def _in_front(self) -> Locator:
        """The panel while one is open: nothing behind it can be reached."""
        panel = self.page.locator("dialog[open]")
        return panel if panel.count() else self.page.locator("body")


class Keys:
    """Somebody who has no pointer. `tabs` says how often Tab was pressed."""

    def __init__(self, page: Page) -> None:
        self.page, self.tabs = page, 0

    def go_to(self, name: str) -> None:
        self._tab_to(name, "a")
        self.key("Enter")

    def follow(self, name: str) -> None:
        self.tab_to(name, "a")
        self.key("Enter")

    def skip_to(self, name: str) -> None:
        self.follow(name)

    def press(self, name: str) -> None:
        self.tab_to(name, "button")
        self.key("Space")

    def unfold(self, name: str) -> None:
        self.tab_to(name, "summary")
        self.key("Enter")

    def write(self, name: str, text: str) -> None:
        self.tab_to(name, "input", "textarea")
        self.key("ControlOrMeta+a")
        self.page.keyboard.insert_text(text) if "\n" in text else self.page.keyboard.type(text)

    def choose(self, name: str, option: str) -> None:
        self.tab_to(name, "select")
        self.page.keyboard.type(option)
        chosen = self.page.locator("select:focus").evaluate(
            "(list) => list.selectedOptions[0].text"
        )
        assert chosen.strip() == option, f"{option} can't be chosen in {name} by its first letters."

    def tab_to(self, name: str, *kinds: str) -> None:
        """Press Tab until what has the focus is called this, and shows that it has it.

        On a page that has just come the first link leads past the bar and the menu.
        """
        if self.focused()["kind"] == "nothing":
            self._tab_to(_("Skip to the page"), "a")
            self.key("Enter")
        self._tab_to(name, *kinds)

    def _tab_to(self, name: str, *kinds: str) -> None:
        passed = []
        for _press in range(MOST_TABS + 1):
            at = self.focused()
            if at["name"] in called(name) and (not kinds or at["kind"] in kinds):
                self._sees_the_focus(name)
                return
            passed.append(at["name"][:40])
            self.key("Tab")
            self.tabs += 1
        raise AssertionError(f"{name!r} is out of reach. {MOST_TABS} Tabs went past {passed}.")

    def key(self, key: str) -> None:
        self.page.keyboard.press(key)

    def focused(self) -> dict[str, str]:
        """What the focus is on: `name` and `kind`, a tag."""
        return self.page.evaluate(FOCUSED)  # type: ignore[no-any-return]

    def _sees_the_focus(self, name: str) -> None:
        why = self.page.evaluate(f"({WITHOUT_RING})(document.activeElement)")
        assert not why, f"{name!r} has the focus and does not show it: {why}."
