"""Typed readers for environment variables: an odd value stops the start and names its variable.

Every name that is read is remembered, so that a misspelt HOTELPMS_ variable can be refused
and the tests can hold `.env.example` and `docker-compose.yml` against the settings.
"""

import re
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PREFIX = "HOTELPMS_"
TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


# What docker compose, systemd and a shell read alike; each has ideas of its own about the rest.
LINE = re.compile(
    r"""(?P<name>[A-Z][A-Z0-9_]*)=(?P<value>'[^']*'|"[^"$\\`]*"|[^\s'"$\\`\#][^\s'"$\\`]*|)"""
)


def load_file(path: Path, into: MutableMapping[str, str], *, is_wanted: bool) -> None:
    """Take the variables of a file of NAME=value lines, such as `.env`; those that are set win.

    Lines that are empty or begin with # say nothing. Raises ImproperlyConfigured for any other,
    and for a file that can't be read; one that is not there is refused when it `is_wanted`.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError as error:
        if not is_wanted:
            return
        raise ImproperlyConfigured(f"{path} is not there.") from error
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise ImproperlyConfigured(f"{path} can't be read: {reason}.") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = LINE.fullmatch(line.strip())
        if found is None:
            raise ImproperlyConfigured(
                f"{path}, line {number}: write NAME=value, without spaces around =. A value with "
                "spaces or signs such as $ stands in single quotes."
            )
        into.setdefault(found["name"], found["value"].strip("'\""))


class Environment:
    """The variables of one process; an empty value counts as absent."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self.names: set[str] = set()

    def text(self, name: str, default: str = "") -> str:
        self.names.add(name)
        return self._variables.get(name, "").strip() or default

    def words(self, name: str, default: str = "") -> list[str]:
        """The parts of a comma-separated value."""
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def number(self, name: str, default: int, *, least: int, most: int) -> int:
        value = self.text(name, str(default))
        if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
            raise ImproperlyConfigured(f"{name} must be a number from {least} to {most}.")
        return int(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.text(name, str(default)).lower()
        if value not in TRUE | FALSE:
            raise ImproperlyConfigured(f"{name} must be 1 or 0.")
        return value in TRUE

    def choice(self, name: str, default: str, choices: tuple[str, ...]) -> str:
        value = self.text(name, default)
        if value not in choices:
            raise ImproperlyConfigured(f"{name} must be one of: {', '.join(choices)}.")
        return value

    def address(self, name: str, default: str = "", *, schemes: tuple[str, ...]) -> str:
        """A URL with a host and without user, path or query; '' when absent and no default."""
        value = self.text(name, default).rstrip("/")
        parts = split(name, value)
        is_bare = (
            parts.scheme in schemes
            and parts.hostname
            and value == f"{parts.scheme}://{parts.netloc}"
        )
        if value and (not is_bare or parts.username):
            raise ImproperlyConfigured(f"{name} must look like {schemes[0]}://pms.example.com")
        return value

    def url(self, name: str, *, schemes: tuple[str, ...]) -> str:
        value = self.text(name)
        if value and split(name, value).scheme not in schemes:
            raise ImproperlyConfigured(f"{name} must begin with {schemes[0]}://")
        return value

    def refuse_unknown(self) -> None:
        """Raise for a HOTELPMS_ variable that nobody reads: it is misspelt or outdated."""
        unknown = sorted(n for n in self._variables if n.startswith(PREFIX) and n not in self.names)
        if unknown:
            raise ImproperlyConfigured(f"Unknown variables: {', '.join(unknown)}.")


def split(name: str, value: str) -> SplitResult:
    try:
        parts = urlsplit(value)
        _ = parts.port  # reading it is what refuses a port that is no number
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is not a valid address.") from error
    return parts


def database(name: str, url: str) -> dict[str, object]:
    """Django's database entry for a postgresql:// address; `?sslmode=require` and such pass on."""
    parts = split(name, url)
    if not parts.path.strip("/"):
        raise ImproperlyConfigured(f"{name} must end with the name of the database.")
    options = dict(pair.partition("=")[::2] for pair in parts.query.split("&") if pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or options.pop("host", ""),
        "PORT": str(parts.port or ""),
        # A server that swallows packets must not hold a thread for minutes.
        "OPTIONS": {"connect_timeout": "10"}
        | {key: unquote(value) for key, value in options.items()},
    }
