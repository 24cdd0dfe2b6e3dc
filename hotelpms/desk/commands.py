"""What the palette can do besides finding things: go, create, switch, sign out."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from hotelpms.desk.domain.palette import Group, Item
from hotelpms.desk.domain.palette_things import Seen
from hotelpms.desk.shell import THINGS, Entry, Shell

RECENT = 6
LONGEST_KEY = 19  # digits; a number that fits no column is nobody's
SEEN_AS = {
    "reservations:detail": "codes",
    "cardex:card": "cards",
    "invoicing:folio": "folios",
    "invoicing:invoice": "invoices",
}


def places(shell: Shell) -> list[Group]:
    """Return where one can go and what one can create: shown before anything is typed."""
    return [
        Group(_("New"), [_entry(entry) for entry in shell.create]),
        Group(_("Go to"), [_entry(entry) for entry in (*shell.nav, *shell.pages)]),
    ]


def settings_of(shell: Shell) -> list[Group]:
    """Return what the frame itself can do: found by its words, but not shown unasked."""
    return [
        Group(_("Switch hotel"), _hotels(shell)),
        Group(_("Appearance"), _themes()),
        Group(_("Language"), _languages(shell)),
        Group(_("Help and account"), _account(shell)),
    ]


def seen_in(paths: Iterable[str], hotel_code: str) -> Seen:
    """Return the things that the addresses of this hotel lead to; any others are left out."""
    seen = Seen()
    for path in paths:
        try:
            match = resolve(urlsplit(path).path)
        except (Resolver404, ValueError):
            continue
        if match.view_name in THINGS and match.kwargs.get("hotel") == hotel_code:
            key = match.kwargs[THINGS[match.view_name]]
            if len(str(key)) < LONGEST_KEY:
                getattr(seen, SEEN_AS[match.view_name]).append(key)
    return seen


def _entry(entry: Entry) -> Item:
    key = f"g {entry.key}" if entry.key else ""
    return Item(str(entry.label), entry.icon, entry.url, words=str(entry.words), key=key)


def _hotels(shell: Shell) -> list[Item]:
    others = [hotel for hotel in shell.hotels if not hotel.is_current]
    return [Item(hotel.name, "hotel", hotel.url, note=hotel.city) for hotel in others]


def _themes() -> list[Item]:
    choices = (
        ("auto", _("Same as the device"), "monitor"),
        ("light", _("Light"), "sun"),
        ("dark", _("Dark"), "moon"),
    )
    words = _("theme mode")
    return [
        Item(label, icon, words=words, action="theme", value=value)
        for value, label, icon in choices
    ]


def _languages(shell: Shell) -> list[Item]:
    return [
        Item(
            get_language_info(code)["name_local"].capitalize(),
            "languages",
            shell.language_url,
            words=f"{name} {code}",
            action="post",
            name="language",
            value=code,
        )
        for code, name in settings.LANGUAGES
    ]


def _account(shell: Shell) -> list[Item]:
    return [
        Item(
            _("Keyboard shortcuts"),
            "keyboard",
            words=_("keys hotkeys"),
            action="dialog",
            value="shortcuts",
            key="?",
        ),
        Item(_("Sign out"), "log-out", shell.logout_url, words=_("log out leave"), action="post"),
    ]
