"""The contrast of texts, each look of a text measured once.

Measuring contrast is most of what axe-core does, and most texts look like one that was measured
before: the frame of every page, row after row of a list. Two texts look alike when they and all
around them share element, class, state, colours and size of letters. One of them is measured;
where axe-core can't tell for it (something lies above it), the others of the page are too.
"""

from playwright.sync_api import Page

# Returns what is too pale, and the looks that were not seen before. What axe-core passes over is
# left out: what nobody sees, and single characters.
MEASURE = """async ([within, settled]) => {
  const LOOK = ["color", "background-color", "background-image", "opacity", "font-size",
    "font-weight", "text-shadow"];
  const known = new Map();
  // Short names of long descriptions: thousands of them travel to the page and back.
  const short = (text) => {
    let [low, high] = [0xdeadbeef, 0x41c6ce57];
    for (let place = 0; place < text.length; place += 1) {
      const code = text.charCodeAt(place);
      low = Math.imul(low ^ code, 2654435761);
      high = Math.imul(high ^ code, 1597334677);
    }
    low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
    high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
    return (high >>> 0).toString(36) + (low >>> 0).toString(36);
  };
  const lookOf = (element) => {
    if (!element) return "";
    if (!known.has(element)) {
      const style = getComputedStyle(element);
      const state = element.matches(":disabled, [aria-disabled=true]") ? "off" : "";
      const name = `${element.localName}${state}.${element.getAttribute("class") ?? ""}`;
      const own = LOOK.map((property) => style.getPropertyValue(property)).join("|");
      known.set(element, short(`${lookOf(element.parentElement)} ${name}|${own}`));
    }
    return known.get(element);
  };
  const holdsText = (element) => element.matches("input, select, textarea")
    || [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim().length > 1);
  const isSeen = (element) => {
    const box = element.getBoundingClientRect();
    const isOnPage = box.right + scrollX > 0 && box.bottom + scrollY > 0;
    return box.width > 1 && box.height > 1 && isOnPage
      && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };

  const before = new Set(settled);
  const alike = new Map();
  for (const part of document.querySelectorAll(within)) {
    for (const element of part.querySelectorAll("*")) {
      const look = lookOf(element);
      if (!before.has(look) && holdsText(element) && isSeen(element)) {
        alike.set(look, [...(alike.get(look) ?? []), element]);
      }
    }
  }

  const pale = [];
  const sure = new Set();
  const measure = async (elements) => {
    if (!elements.length) return;
    const found = await axe.run(elements, { runOnly: ["color-contrast"], iframes: false,
      preload: false, elementRef: true });
    const told = (rules) => rules.flatMap((rule) => rule.nodes);
    for (const node of told(found.violations)) {
      const why = [...node.any, ...node.all, ...node.none][0]?.message ?? "";
      pale.push(`color-contrast: ${node.target.join(" ")} ${why}`);
    }
    for (const node of told([...found.violations, ...found.passes])) sure.add(lookOf(node.element));
  };
  await measure([...alike.values()].map((elements) => elements[0]));
  const unsure = [...alike].filter(([look]) => !sure.has(look));
  await measure(unsure.flatMap(([, elements]) => elements.slice(1)));
  return [pale, [...alike.keys()]];
}"""


class Contrast:
    """What one window has seen of contrast."""

    def __init__(self) -> None:
        self._settled: set[str] = set()

    def faults(self, page: Page, within: str) -> list[str]:
        """Measure each text that looks like none before; axe-core must be on the page."""
        found: tuple[list[str], list[str]] = page.evaluate(MEASURE, [within, sorted(self._settled)])
        pale, settled = found
        self._settled.update(settled)
        return pale
