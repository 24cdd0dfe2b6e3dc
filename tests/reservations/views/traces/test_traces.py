import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Department, Hotel
from hotelpms.kit.actor import SYSTEM
from reservations.domain.traces import traces
from reservations.domain.traces.traces import Subject
from reservations.models import Stay, Trace
from tests.factories.cardex import ProfileFactory
from tests.factories.hotels import DepartmentFactory, MembershipFactory, OpenHotelFactory
from tests.factories.reservations import AT, TODAY, RoomTypeFactory, booked_stay, day

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def spa(hotel: Hotel) -> Department:
    return DepartmentFactory(hotel=hotel, code="spa", name="Spa")


@pytest.fixture
def stay(hotel: Hotel) -> Stay:
    return booked_stay(
        room_type=RoomTypeFactory(hotel=hotel, overbooking_limit=9), arrival=day(2), nights=2
    )


def write(
    department: Department,
    text: str = "Flowers",
    on: date = TODAY,
    subject: Subject = Subject(),  # noqa: B008
) -> Trace:
    return traces.add(
        hotel=department.hotel,
        department_id=department.pk,
        due_date=on,
        text=text,
        subject=subject,
        actor=SYSTEM,
        now=AT,
        business_date=min(on, TODAY),
    )


def at(name: str, *args: object, hotel: str = "grand") -> str:
    return reverse(f"reservations:{name}", args=[hotel, *args])


def sent(spa: Department, **changes: object) -> dict[str, int | str] | dict[str, str]:
    return {
        "text": "A cake",
        "department": spa.pk,
        "due_date": day(1).isoformat(),
        "form_key": "k1",
    } | changes


def test_the_list_shows_open_traces_by_date_and_counts_the_overdue(
    desk: Client, spa: Department, stay: Stay
) -> None:
    write(spa, "Late one", on=day(-1))
    write(spa, "For the guest", on=day(2), subject=Subject(stay_id=stay.pk))

    page = desk.get(at("traces"))

    html = page.content.decode()

    assert html.index("Late one") < html.index("For the guest")
    assert stay.guest.full_name in html
    assert [chip["count"] for chip in page.context["chips"] if chip["name"] == "overdue"] == [1]


def test_htmx_gets_the_rows_alone(desk: Client, spa: Department) -> None:
    write(spa, "A cake")

    part = desk.get(at("traces"), {"q": "cake"}, headers=HTMX).content.decode()

    assert "A cake" in part
    assert "<html" not in part


def test_the_list_takes_the_same_queries_for_one_and_five(
    desk: Client, spa: Department, stay: Stay
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            desk.get(at("traces"))
        return len(asked)

    write(spa, subject=Subject(stay_id=stay.pk))
    count()  # What the first page of a session asks once.
    for_one = count()
    for _number in range(4):
        write(spa, subject=Subject(stay_id=stay.pk))

    assert count() == for_one


def test_nonsense_in_the_filters_is_ignored(desk: Client, spa: Department) -> None:
    write(spa, "A cake")

    page = desk.get(at("traces"), {"show": "x", "department": "99x", "page": "z", "mine": "?"})

    assert page.status_code == 200


def test_a_trace_is_written_for_a_stay_from_the_panel(
    desk: Client, spa: Department, stay: Stay
) -> None:
    address = f"{at('trace_new')}?stay={stay.pk}"
    panel = desk.get(address, headers=HTMX)

    assert panel.context["form"].initial["due_date"] == day(2)

    answer = desk.post(address, sent(spa), headers=HTMX)

    trace = Trace.objects.get()

    assert (trace.stay, trace.text, trace.due_date) == (stay, "A cake", day(1))
    assert trace.written_by_name == "Ada Novak" or trace.written_by_name.startswith("Ada")
    assert answer.status_code == 204

    events = json.loads(answer.headers["HX-Trigger"])

    assert events["traces-changed"] is True
    assert events["toast"]["text"] == "The trace for Spa is written."


def test_without_javascript_the_form_leads_to_the_list(desk: Client, spa: Department) -> None:
    answer = desk.post(at("trace_new"), sent(spa))

    assert (answer.status_code, answer["Location"]) == (302, at("traces"))
    assert Trace.objects.get().stay is None


def test_a_form_sent_twice_writes_one_trace(desk: Client, spa: Department) -> None:
    for _twice in range(2):
        desk.post(at("trace_new"), sent(spa))

    assert Trace.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"due_date": day(-1).isoformat()}, "A trace cannot be due before the business date."),
        ({"text": " "}, "This field is required."),
        ({"department": "0"}, "Select a valid choice."),
        ({"due_date": "31 June"}, "Enter a valid date."),
    ],
)
def test_a_mistake_is_told_and_loses_nothing(
    desk: Client, spa: Department, wrong: dict[str, str], sentence: str
) -> None:
    answer = desk.post(at("trace_new"), sent(spa, **wrong), headers=HTMX)

    html = answer.content.decode()

    assert answer.status_code == 422
    assert sentence in html
    assert Trace.objects.count() == 0
    assert 'value="k1"' in html


def test_a_department_of_another_hotel_is_no_choice(desk: Client, spa: Department) -> None:
    foreign = DepartmentFactory(hotel=OpenHotelFactory(), name="Foreign kitchen")

    page = desk.get(at("trace_new")).content.decode()
    answer = desk.post(at("trace_new"), sent(spa, department=foreign.pk))

    assert "Foreign kitchen" not in page
    assert answer.status_code == 422


def test_a_trace_is_changed_and_a_stale_form_is_told(desk: Client, spa: Department) -> None:
    trace = write(spa)
    desk.post(at("trace", trace.pk), sent(spa, version=1))
    stale = desk.post(at("trace", trace.pk), sent(spa, version=1, text="Other"), headers=HTMX)

    trace.refresh_from_db()

    assert trace.text == "A cake"
    assert stale.status_code == 422
    assert "Somebody else has changed this meanwhile." in stale.content.decode()
    assert 'name="version" value="2"' in stale.content.decode()


def test_done_is_undone_by_the_toast(desk: Client, spa: Department) -> None:
    trace = write(spa)
    answer = desk.post(at("trace_done", trace.pk), headers=HTMX)
    events = json.loads(answer.headers["HX-Trigger"])

    assert Trace.objects.get().state == "done"
    assert events["toast"]["text"] == "Done: Flowers"

    desk.post(events["toast"]["undo"], headers=HTMX)

    assert Trace.objects.get().state == "open"


def test_a_button_leads_back_to_its_page_and_nowhere_else(desk: Client, spa: Department) -> None:
    trace = write(spa)
    back = desk.post(at("trace_done", trace.pk), {"next": "/h/grand/today/"})
    elsewhere = desk.post(at("trace_reopen", trace.pk), {"next": "https://evil.example.com/"})

    assert back["Location"] == "/h/grand/today/"
    assert elsewhere["Location"] == at("traces")


def test_an_ended_trace_shows_its_story_and_no_form(desk: Client, spa: Department) -> None:
    trace = write(spa)
    desk.post(at("trace_cancel", trace.pk))

    html = desk.get(at("trace", trace.pk)).content.decode()

    assert "Open again" in html
    assert 'name="text"' not in html


def test_reservation_card_and_check_in_show_what_is_noted(
    desk: Client, spa: Department, stay: Stay
) -> None:
    write(spa, "For the stay", subject=Subject(stay_id=stay.pk))
    write(spa, "For the card", subject=Subject(card_id=stay.guest_id))
    write(spa, "For the house")

    of_reservation = desk.get(at("reservation_traces", stay.reservation.code)).content.decode()
    of_card = desk.get(at("card_traces", stay.guest_id), headers=HTMX).content.decode()
    check_in = desk.get(at("check_in", stay.pk), headers=HTMX).content.decode()

    assert "For the stay" in of_reservation
    assert "For the card" not in of_reservation

    for html in (of_card, check_in):
        assert "For the stay" in html
        assert "For the card" in html
        assert "For the house" not in html


def test_another_hotel_is_not_found(desk: Client, spa: Department) -> None:
    other = OpenHotelFactory(code="other")
    foreign = write(DepartmentFactory(hotel=other), "Foreign")
    strange = booked_stay(room_type=RoomTypeFactory(hotel=other, overbooking_limit=9))

    assert "Foreign" not in desk.get(at("traces"), {"show": "all"}).content.decode()

    for verb in ("trace_done", "trace_cancel", "trace_reopen"):
        assert desk.post(at(verb, foreign.pk)).status_code == 404

    assert desk.get(at("trace", foreign.pk)).status_code == 404
    assert desk.get(at("reservation_traces", strange.reservation.code)).status_code == 404

    for query in (f"stay={strange.pk}", f"reservation={strange.reservation.code}", "stay=x"):
        assert desk.get(f"{at('trace_new')}?{query}").status_code == 404

    assert desk.get(f"{at('trace_new')}?card={'9' * 30}").status_code == 404
    assert desk.get(at("traces", hotel="other")).status_code == 404

    foreign.refresh_from_db()

    assert foreign.state == "open"


def test_who_may_only_look_finds_no_button_and_is_refused(
    client: Client, hotel: Hotel, spa: Department
) -> None:
    trace = write(spa)
    client.force_login(MembershipFactory(hotel=hotel, role=Role.ACCOUNTANT).user)

    html = client.get(at("traces")).content.decode()

    assert "Flowers" in html
    assert at("trace_done", trace.pk) not in html
    assert at("trace_new") not in html
    assert client.post(at("trace_done", trace.pk)).status_code == 403
    assert client.get(at("trace_new")).status_code == 403


def test_housekeeping_ticks_off_and_sees_no_card(
    client: Client, hotel: Hotel, spa: Department
) -> None:
    guest = ProfileFactory(last_name="Ruiz")
    trace = write(spa, subject=Subject(card_id=guest.pk))
    client.force_login(MembershipFactory(hotel=hotel, role=Role.HOUSEKEEPING).user)

    assert (
        reverse("cardex:card", args=["grand", guest.pk])
        not in client.get(at("traces")).content.decode()
    )
    assert client.get(at("card_traces", guest.pk)).status_code == 403

    client.post(at("trace_done", trace.pk))
    trace.refresh_from_db()

    assert trace.state == "done"


def test_text_is_text(desk: Client, spa: Department) -> None:
    write(spa, HOSTILE, on=TODAY + timedelta(days=1))

    html = desk.get(at("traces")).content.decode()

    assert HOSTILE not in html
    assert "&lt;script&gt;" in html
