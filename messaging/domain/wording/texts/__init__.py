"""The standard texts of every kind of message; what a hotel starts from."""

from collections.abc import Mapping

from messaging.domain.wording.texts import cs, en, es, tr
from messaging.domain.wording.texts.base import Text

TEXTS: dict[str, Mapping[str, Text]] = {
    "en": en.TEXTS,
    "es": es.TEXTS,
    "tr": tr.TEXTS,
    "cs": cs.TEXTS,
}


def text_of(kind: str, language: str) -> Text:
    """Return the standard text of a kind, in English for a language without one."""
    return TEXTS.get(language, en.TEXTS)[kind]
