from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.web.parts import Action, Offer, Opens, offered

MAY_NOTHING = object()


@dataclass(frozen=True)
class May:
    move: bool
    print_it: bool


MOVE = Offer("move", _("Move"), "reservations:move", "arrow-right-left", query="?from=plan")
PRINT = Offer("print_it", _("Print"), "reservations:card_pdf", opens=Opens.PAPER)


def test_only_what_is_allowed_is_offered() -> None:
    found = offered([MOVE, PRINT], May(move=True, print_it=False), "grand", 5)

    assert found == [Action("Move", "/h/grand/stays/5/move/?from=plan", "arrow-right-left")]


def test_an_offer_that_names_no_right_is_for_everybody() -> None:
    everybody = Offer("", "Open", "reservations:stay")

    assert [one.label for one in offered([everybody], MAY_NOTHING, "grand", 5)] == ["Open"]


def test_an_offer_speaks_the_language_of_the_page() -> None:
    with translation.override("cs"):
        found = MOVE.at("grand", 5)

    assert found.label == "Přestěhovat"
