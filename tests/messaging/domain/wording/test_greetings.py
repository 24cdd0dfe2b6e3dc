"""D11: a letter begins naturally for people, companies, single names and nobody known."""

import pytest
from django.conf import settings

from cardex.enums import ProfileKind
from cardex.models import Profile
from messaging.domain.wording import greetings, language

PERSON = Profile(first_name="Ana", last_name="Ruiz")
ONE_NAME = Profile(last_name="Suharto")
DOCTOR = Profile(title="Dr.", first_name="Ana", last_name="Ruiz")
SPANISH_TITLE = Profile(title="Sra.", first_name="Ana", last_name="Ruiz")
COMPANY = Profile(kind=ProfileKind.COMPANY, last_name="Harbour & Finch")
NOBODY = Profile()


@pytest.mark.parametrize(
    ("reader", "code", "line"),
    [
        (PERSON, "en", "Dear Ana Ruiz,"),
        (PERSON, "en-gb", "Dear Ana Ruiz,"),
        (ONE_NAME, "en", "Dear Suharto,"),
        (DOCTOR, "en", "Dear Dr. Ana Ruiz,"),
        # Who reads English may not know it.
        (SPANISH_TITLE, "en", "Dear Ana Ruiz,"),
        (COMPANY, "en", "Dear team at Harbour & Finch,"),
        (NOBODY, "en", "Dear guest,"),
        (PERSON, "es", "Hola, Ana Ruiz:"),
        (COMPANY, "es", "Estimado equipo de Harbour & Finch:"),
        (NOBODY, "es", "Hola:"),
        (PERSON, "tr", "Sayın Ana Ruiz,"),
        (COMPANY, "tr", "Sayın Harbour & Finch yetkilileri,"),
        (NOBODY, "tr", "Sayın misafirimiz,"),
        (PERSON, "cs", "Dobrý den,"),
        (COMPANY, "cs", "Dobrý den,"),
    ],
)
def test_a_letter_greets_whoever_reads_it(reader: Profile, code: str, line: str) -> None:
    assert greetings.greeting(reader, code) == line


def test_every_language_has_its_greetings() -> None:
    assert set(greetings.FORMS) == set(dict(settings.LANGUAGES))


@pytest.mark.parametrize(
    ("text", "words", "read"),
    [
        ("Dear @NAME @SURNAME,", {"NAME": "Harbour & Finch"}, "Dear Harbour & Finch,"),
        ("<p>Room @ROOM</p>", {}, "<p>Room</p>"),
        ("Hola, @NAME @SURNAME:", {"NAME": "Ana", "SURNAME": "Ruiz"}, "Hola, Ana Ruiz:"),
        ("a @ROOM b", {}, "a b"),
    ],
)
def test_an_empty_keyword_leaves_no_gap(text: str, words: dict[str, str], read: str) -> None:
    """D11: the texts that a hotel wrote itself lose their " ," too."""
    assert language.render(language.parse(text), words) == read
