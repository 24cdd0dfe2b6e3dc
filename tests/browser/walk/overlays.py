"""What opens above a page: side panels and dialogs that are fetched, dialogs of the page, menus.

Found by the attributes that open them, so those of new pages are walked as well. Each kind is
opened once, where the walk meets it first.
"""

from django.urls import Resolver404, resolve

from tests.browser.walk.window import Window

FETCHED = "[hx-get]:is([hx-target='#panel-body'], [hx-target='#dialog-body'])"
OPENERS = (
    f"main {FETCHED}, .topbar {FETCHED}, [data-opens], input[data-palette], details.menu > summary"
)
DESCRIBE = """(openers) => openers.map((opener, place) => ({
  place,
  url: opener.getAttribute("hx-get") || "",
  dialog: opener.dataset.opens || (opener.matches("[data-palette]") ? "palette" : ""),
  menu: opener.matches("summary") ? opener.innerText.trim() || opener.ariaLabel || "menu" : "",
  shown: opener.checkVisibility(),
}))"""
# A dialog gives the focus back a moment later, and that would close a menu opened meanwhile.
CLOSE_ALL = """() => {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


def faults_of_overlays(window: Window) -> list[str]:
    """Open what the page can open and hasn't been seen yet; return what is wrong with it."""
    found = []
    for opener in window.page.eval_on_selector_all(OPENERS, DESCRIBE):
        name = _name(opener)
        if opener["shown"] and name not in window.seen:
            window.seen.add(name)
            found += [f"{name}: {line}" for line in _faults(window, opener)]
    return found


def _name(opener: dict[str, str]) -> str:
    if not opener["url"]:
        return f"dialog {opener['dialog']}" if opener["dialog"] else f"menu {opener['menu']}"
    try:
        return f"panel {resolve(opener['url'].split('?')[0]).view_name}"
    except Resolver404:
        return f"panel {opener['url']}"


def _faults(window: Window, opener: dict[str, str]) -> list[str]:
    window.complaints.clear()
    window.unsteadiness()
    press = "([css, place]) => document.querySelectorAll(css)[place].click()"
    window.page.evaluate(press, [OPENERS, opener["place"]])
    top = "details.menu[open] .menu-panel" if opener["menu"] else "dialog[open]"
    window.page.locator(top).first.wait_for()
    window.settle()
    found = [*window.wrongs(), *window.unsteadiness()]
    found += [f"light: {line}" for line in window.violations(within=top)]
    window.dress("dark")
    found += [f"dark: {line}" for line in window.pale(top)]
    window.on_phone()
    found += window.overflow()
    window.at_desk()
    window.dress("light")
    window.page.evaluate(CLOSE_ALL)
    return found
