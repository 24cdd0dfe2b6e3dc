"""A newcomer opens a second hotel with twenty rooms and has its first guest on the same day.

The story is told once. The hands that live it are those of somebody who has no pointer, in
English, and those of somebody with a mouse, in Turkish.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_countries import countries
from playwright.sync_api import Page, expect

from hotelpms.closing.domain import runner
from hotelpms.closing.models import NightClosing
from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import BusinessDay, Hotel
from hotelpms.kit import clock
from hotelpms.kit.dates import format_day
from hotelpms.kit.languages import speaking
from hotelpms.opening.enums import StepName
from invoicing.enums import MethodKind
from invoicing.models import Charge, Payment, PaymentMethod
from reservations.forms.set_up.bulk import EXAMPLE
from reservations.models import Room, RoomType, Stay
from tests.browser.hands import Hands, Keys, Mouse
from tests.factories.hotels import MembershipFactory
from tests.factories.reservations import AT, TODAY
from tests.printer import blank_paper

pytestmark = [pytest.mark.needs_chromium, pytest.mark.django_db(transaction=True)]

NIGHT = AT + timedelta(hours=14)
GUEST = "Whitfield"
# With keys alone, from the first page to the closed day.
MOST_TABS = 400


class Clock:
    """Noon, and then night."""

    def __init__(self) -> None:
        self.moment = AT

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(clock, "now", made.now)
    return made


@pytest.fixture
def newcomer(open_page: Callable[..., Page], hotel: Hotel) -> Callable[[str], Page]:
    """A function that opens the first page of somebody who administers a hotel and reads this."""

    def sits_down(language: str) -> Page:
        role = MembershipFactory(hotel=hotel, role=Role.CLIENT_ADMIN, user__language=language)
        # Who moves on fast enough breaks off the sliding of the pages, and Chromium complains.
        page = open_page(role.user, reduced_motion="reduce")
        # The question before a closing: the browser's own window, which the Return key answers.
        page.on("dialog", lambda question: question.accept())
        page.goto("/")
        return page

    return sits_down


@dataclass
class Story:
    """From the first page to the first closed day; all words are those of the reader's language."""

    hands: Hands
    clock: Clock
    country: str
    name: str

    def is_lived(self) -> Hotel:
        self.makes_the_hotel()
        self.leaves_for_later()
        self.makes_the_rooms()
        self.makes_the_prices()
        self.opens()
        self.books()
        self.checks_in()
        self.takes_money()
        self.closes_the_day()
        return Hotel.objects.get(name=self.name)

    def makes_the_hotel(self) -> None:
        self.hands.go_to(_("Set-up"))
        self.sees_the_page(_("Set-up"))
        self.hands.follow(_("Open another hotel"))
        self.sees_the_page(_("Open a hotel"))
        self.hands.follow(countries.name(self.country))
        expect(self.hands.page.locator(".subtitle")).to_have_text(countries.name(self.country))
        self.hands.write(_("Name of the hotel"), self.name)
        self.hands.press(_("Make the hotel"))
        self.sees_the_page(_("Opening %(name)s") % {"name": self.name})

    def leaves_for_later(self) -> None:
        self.hands.press(f"{_('Skip')}: {StepName.IDENTITY.label}")
        expect(self.hands.page.get_by_text(_("Skipped for now"))).to_be_visible()

    def makes_the_rooms(self) -> None:
        self.does(StepName.ROOMS)
        self.sees_the_page(_("Many rooms at once"))
        # The first line of the example that the page shows: 101-120.
        self.hands.write(_("Rooms"), str(EXAMPLE).splitlines()[0])
        preview = self.hands.page.get_by_role("status").get_by_text(self.rooms(20))
        expect(preview).to_be_visible()
        self.hands.press(_("Make the rooms"))
        self.sees_the_page(_("Rooms"))

    def makes_the_prices(self) -> None:
        self.hands.follow(_("Next: %(title)s") % {"title": StepName.RATES.label})
        self.sees_the_page(_("First prices"))
        self.hands.write(self.room_type, "120")
        self.hands.press(_("Put on sale"))
        self.sees_the_page(_("Opening %(name)s") % {"name": self.name})

    def opens(self) -> None:
        self.does(StepName.FIRST_DAY)
        self.sees_the_page(_("First business date"))
        self.hands.press(_("Open the hotel"))
        self.hears(_("%(hotel)s is open. Good luck!") % {"hotel": self.name})

    def books(self) -> None:
        self.hands.go_to(_("Reservations"))
        self.sees_the_page(_("Reservations"))
        self.hands.follow(_("New reservation"))
        self.sees_the_page(_("New reservation"))
        offer = {"type": self.room_type, "plan": _("Best available rate")}
        self.hands.press(_("Choose %(type)s, %(plan)s") % offer)
        expect(self.hands.page.locator("#booking-basket .count")).to_have_text("1")
        self.hands.skip_to(_("On to the guest"))
        self.hands.unfold(_("A new guest"))
        self.hands.write(_("Last name"), GUEST)
        self.hands.skip_to(_("On to the chosen rooms"))
        self.hands.press(_("Book"))
        self.sees_the_page(GUEST)

    def checks_in(self) -> None:
        self.goes_to_today(TODAY)
        self.hands.follow(f"{_('Check in')} {GUEST}")
        self.hands.press(_("Check in"))
        self.hears(GUEST)

    def takes_money(self) -> None:
        self.hands.go_to(_("Reservations"))
        self.sees_the_page(_("Reservations"))
        self.hands.follow(GUEST)
        self.sees_the_page(GUEST)
        self.hands.follow(_("Folio"))
        self.sees_the_page(_("Folio"))
        self.hands.follow(_("Take a payment"))
        cash = PaymentMethod.objects.get(hotel__name=self.name, kind=MethodKind.CASH)
        self.hands.choose(_("Payment method"), cash.local_name)
        self.hands.write(_("Amount"), "50")
        self.hands.press(_("Take payment"))
        expect(self.hands.page.locator("main tbody")).to_contain_text("50")

    def closes_the_day(self) -> None:
        self.clock.moment = NIGHT
        self.goes_to_today(TODAY)
        self.hands.follow(_("Night closing"))
        self.sees_the_page(_("Night closing"))
        self.hands.press(_("Start the night closing"))
        self.hands.page.wait_for_url("**/closing/*/")
        self.works()
        done = _("%(date)s is closed.") % {"date": format_day(TODAY)}
        expect(self.hands.page.get_by_text(done)).to_be_visible()
        self.hands.follow(_("Go to Today"))
        self.sees_the_page(format_day(TODAY + timedelta(days=1), "full"))

    def works(self) -> None:
        """What a worker does meanwhile, on blank paper."""
        with blank_paper():
            runner.run(closing_id=NightClosing.objects.get().pk, now=self.clock.now)

    def goes_to_today(self, date: Date) -> None:
        self.hands.go_to(_("Today"))
        self.sees_the_page(format_day(date, "full"))

    def does(self, step: StepName) -> None:
        self.hands.follow(f"{_('Set up')}: {step.label}")

    def sees_the_page(self, title: str) -> None:
        expect(self.hands.page.get_by_role("heading", level=1)).to_contain_text(title)
        self.hands.page.wait_for_load_state()

    def hears(self, text: str) -> None:
        expect(self.hands.page.locator(".toast").first).to_contain_text(text)

    @property
    def room_type(self) -> str:
        return RoomType.objects.get(hotel__name=self.name).name

    @staticmethod
    def rooms(count: int) -> str:
        return ngettext("%(n)s room", "%(n)s rooms", count) % {"n": count}


def has_had_its_first_day(hotel: Hotel) -> None:
    """Twenty rooms, a guest in one of them who has paid something, and a day that is over."""
    assert Room.objects.filter(hotel=hotel, features__isnull=False).count() == 20
    assert [stay.guest.last_name for stay in Stay.objects.filter(hotel=hotel)] == [GUEST]
    assert [payment.amount for payment in Payment.objects.filter(hotel=hotel)] == [Decimal(50)]
    nights = Charge.objects.filter(hotel=hotel, night__isnull=False)
    assert [night.gross for night in nights] == [Decimal(120)]
    assert BusinessDay.objects.get(hotel=hotel, state="open").date == TODAY + timedelta(days=1)


def test_by_keyboard_alone(newcomer: Callable[[str], Page], told: Clock) -> None:
    keys = Keys(newcomer("en"))
    with speaking("en", "ES"):
        hotel = Story(keys, told, "ES", "Hotel Estrella").is_lived()

    has_had_its_first_day(hotel)
    assert keys.tabs < MOST_TABS


def test_in_turkish(newcomer: Callable[[str], Page], told: Clock) -> None:
    mouse = Mouse(newcomer("tr"))
    with speaking("tr", "TR"):
        hotel = Story(mouse, told, "TR", "Otel Yıldız").is_lived()

    has_had_its_first_day(hotel)
