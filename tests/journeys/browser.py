"""A person at a browser, as far as HTTP goes: opens pages, fills in their forms, presses buttons.

Every form is posted with all the fields that the page holds, hidden ones and what is chosen
already included; a field or a button that the page doesn't show is an error. So a journey breaks
when a page forgets a field, not only when a view does.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.http import HttpResponseBase
from django.test import Client

UNSENT = {"submit", "button", "image", "reset", "file"}
TICKED = {"checkbox", "radio"}


@dataclass
class Form:
    """A form of a page with what it would send."""

    action: str
    method: str
    id: str = ""
    values: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    options: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)

    def option(self, name: str, text: str) -> str:
        """Return the value behind the first choice of a select whose text holds `text`."""
        return next(value for value, label in self.options[name] if text in label)

    def sent_with(self, button: str, changes: dict[str, str]) -> dict[str, list[str]]:
        unknown = set(changes) - self.names
        assert not unknown, f"{self.action} has no field {sorted(unknown)}, only {self.names}"
        sent: dict[str, list[str]] = {}
        for name, value in self.values:
            if name not in changes:
                sent.setdefault(name, []).append(value)
        sent |= {name: [value] for name, value in changes.items()}
        for name, value, text in self.buttons:
            if button in text:
                if name:
                    sent[name] = [*sent.get(name, []), value]
                return sent
        raise AssertionError(f"{self.action} has no button {button!r}, only {self.buttons}")


class Page(HTMLParser):
    """A page as it was answered: its address, text, links and forms."""

    def __init__(self, url: str, response: HttpResponseBase) -> None:
        super().__init__()
        self.url, self.response, self.status = url, response, response.status_code
        self.content: bytes = b"".join(response) if response.streaming else response.content
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self.words: list[str] = []
        self._form: Form | None = None
        self._button_form: Form | None = None
        self._select: str = ""
        self._open: list[tuple[str, list[str]]] = []
        self._chosen: tuple[str, str] | None = None
        if "html" in response.headers.get("Content-Type", ""):
            self.feed(self.content.decode())

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def form(self, action: str) -> Form:
        """Return the first form whose address ends with `action`."""
        ends = [urlsplit(one.action).path for one in self.forms]
        for end, form in zip(ends, self.forms, strict=True):
            if end.endswith(action):
                return form
        raise AssertionError(f"{self.url} has no form for {action}, only {ends}")

    def link(self, ending: str) -> str:
        """Return the address of the first link whose path ends with `ending`."""
        for address, _text in self.links:
            if urlsplit(address).path.endswith(ending):
                return address
        raise AssertionError(f"{self.url} has no link to {ending}, only {self.links}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "form":
            address = urljoin(self.url, known.get("action", ""))
            self._form = Form(address, known.get("method", "get").lower(), known.get("id", ""))
            self.forms.append(self._form)
        elif tag == "a":
            self._begin(tag, urljoin(self.url, known.get("href", "")))
        elif tag == "button" and known.get("type", "submit") == "submit":
            self._button_form = self._owner(known)
            self._begin(tag, known.get("name", ""), known.get("value", ""))
            self._open[-1][1].append(known.get("aria-label", ""))
        elif self._form and tag in {"input", "select", "textarea"} and known.get("name"):
            self._field(tag, known)
        elif tag == "option" and self._form and self._select:
            self._option(known)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._end_select()
        elif self._open and self._open[-1][0].split("\n")[0] == tag:
            self._end(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        for _what, words in self._open:
            words.append(data)

    def _owner(self, known: dict[str, str]) -> Form | None:
        """Return the form that a button sends: the one it names, else the one around it."""
        if "disabled" in known:
            return None
        named = [form for form in self.forms if form.id and form.id == known.get("form")]
        return named[0] if named else self._form

    def _begin(self, *what: str) -> None:
        self._open.append(("\n".join(what), []))

    def _end(self, tag: str) -> None:
        what, words = self._open.pop()
        text = " ".join("".join(words).split())
        parts = what.split("\n")[1:]
        if tag == "a":
            self.links.append((parts[0], text))
        elif tag == "button" and self._button_form:
            self._button_form.buttons.append((parts[0], parts[1], text))
        elif tag == "textarea" and self._form:
            self._form.values.append((parts[0], "".join(words).strip()))
        elif tag == "option" and self._form and self._select:
            self._form.options[self._select].append((parts[0], text))

    def _field(self, tag: str, known: dict[str, str]) -> None:
        assert self._form is not None
        name, kind = known["name"], known.get("type", "text")
        self._form.names.add(name)
        if "disabled" in known:
            return
        if tag == "textarea":
            self._begin("textarea", name)
        elif tag == "select":
            self._select, self._chosen = name, None
            self._form.options[name] = []
        elif kind in TICKED:
            if "checked" in known:
                self._form.values.append((name, known.get("value", "on")))
        elif kind not in UNSENT:
            self._form.values.append((name, known.get("value", "")))

    def _option(self, known: dict[str, str]) -> None:
        self._begin("option", known.get("value", ""))
        if "selected" in known or self._chosen is None:
            self._chosen = (self._select, known.get("value", ""))

    def _end_select(self) -> None:
        if self._form and self._chosen:
            self._form.values.append(self._chosen)
        self._select, self._chosen = "", None


class Browser:
    """One person's window. `visited` keeps every address that was asked for."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.visited: list[tuple[str, str]] = []

    def sign_in(self, name: str, password: str) -> Page:
        page = self.open("/login/")
        return self.press(page, "/login/", "Sign in", username=name, password=password)

    def open(self, address: str, *, status: int = 200) -> Page:
        """Open an address and follow where it leads."""
        return self._answer("get", self._path(address), {}, status)

    def press(self, page: Page, action: str, button: str, *, status: int = 200, **f: str) -> Page:
        """Fill in the fields `f` of a form of the page and press one of its buttons."""
        form = page.form(action)
        fields = {name.replace("__", "-"): value for name, value in f.items()}
        return self._answer(form.method, form.action, form.sent_with(button, fields), status)

    def _answer(self, method: str, address: str, data: dict[str, list[str]], status: int) -> Page:
        self.visited.append((method, address))
        ask = self.client.post if method == "post" else self.client.get
        response = ask(address, data) if data else ask(address)
        hops = 0
        while response.status_code in (301, 302, 303):
            address = urljoin(address, response["Location"])
            self.visited.append(("get", address))
            response = self.client.get(address)
            hops += 1
            assert hops < 6, f"{address} leads in a circle"
        page = Page(address, response)
        assert page.status == status, f"{method} {address}: {page.status}: {page.text[:2000]}"
        return page

    @staticmethod
    def _path(address: str) -> str:
        """What the server is asked for, whichever host the address names."""
        parts = urlsplit(address)
        return parts.path + (f"?{parts.query}" if parts.query else "")
