"""A language in the settings speaks everywhere: what it still lacks is named."""

import pytest
from babel import Locale
from django.conf import settings
from django.utils.translation import override, to_locale

from hotelpms.kit import languages
from messaging.domain.wording.keywords import REGISTRY
from messaging.domain.wording.texts import TEXTS
from messaging.enums import MessageKind


def lacks(code: str) -> list[str]:
    """Return what a language does not have yet, each with the place where it belongs."""
    kinds = [kind for kind in MessageKind if kind not in TEXTS.get(code, {})]
    samples = [keyword.name for keyword in REGISTRY.values() if not keyword.sample.get(code)]
    return [
        *([] if has_catalogue(code) else [f"locale/{to_locale(code)}"]),
        *(f"messaging/domain/wording/texts: {kind}" for kind in kinds),
        *(f"messaging/domain/wording/keywords.py: @{name}" for name in samples),
    ]


def has_catalogue(code: str) -> bool:
    place = settings.BASE_DIR / "locale" / to_locale(code) / "LC_MESSAGES" / "django.po"
    return code == settings.LANGUAGE_CODE or place.exists()


@pytest.mark.parametrize("code", languages.codes())
def test_a_language_lacks_nothing(code: str) -> None:
    assert lacks(code) == []


def test_a_language_that_is_only_in_the_settings_lacks_all() -> None:
    assert lacks("xx")[0] == "locale/xx"
    assert len(lacks("xx")) == 1 + len(MessageKind) + len(REGISTRY)


@pytest.mark.parametrize("code", languages.codes())
def test_dates_and_amounts_know_the_language(code: str) -> None:
    assert Locale.parse(to_locale(code)).language == code.split("-")[0]


@pytest.mark.parametrize("code", languages.codes())
def test_the_name_of_a_language_is_translated(code: str) -> None:
    with override(code):
        names = [str(name) for _code, name in languages.choices()]

    assert len(set(names)) == len(languages.codes())


def test_no_text_belongs_to_a_language_that_is_not_in_the_settings() -> None:
    assert set(TEXTS) == set(languages.codes())
