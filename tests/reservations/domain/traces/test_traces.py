from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from hotelpms.hotels.models import Department, Hotel
from hotelpms.kit.actor import Actor
from hotelpms.kit.audit import AuditEntry
from hotelpms.kit.errors import StaleVersion
from hotelpms.kit.keys.once import OtherContent
from reservations.domain.traces import lists, traces
from reservations.domain.traces.lists import TraceWish
from reservations.domain.traces.traces import Subject
from reservations.models import Stay, Trace
from tests.factories.cardex import ProfileFactory
from tests.factories.hotels import DepartmentFactory, OpenHotelFactory, UserFactory
from tests.factories.reservations import (
    AT,
    TODAY,
    RoomTypeFactory,
    booked_stay,
    day,
)

pytestmark = pytest.mark.django_db
CLERK = Actor(None, "Ada Novak")
OTHER = Actor(None, "Jan Ruiz")


@pytest.fixture
def spa(hotel: Hotel) -> Department:
    return DepartmentFactory(hotel=hotel, code="spa", name="Spa")


@pytest.fixture
def stay(hotel: Hotel) -> Stay:
    return booked_stay(room_type=RoomTypeFactory(hotel=hotel, overbooking_limit=9), nights=2)


def write(
    department: Department, text: str = "Flowers in the room", on: date = TODAY, **wish: object
) -> Trace:
    wish.setdefault("actor", CLERK)
    return traces.add(
        hotel=department.hotel,
        department_id=department.pk,
        due_date=on,
        text=text,
        now=AT,
        business_date=TODAY,
        **wish,
    )


def change(trace: Trace, **new: object) -> Trace:
    wish = {"department_id": trace.department_id, "due_date": trace.due_date, "text": trace.text}
    return traces.change(
        trace_id=trace.pk,
        version=new.pop("version", trace.version),
        actor=OTHER,
        now=AT,
        business_date=new.pop("business_date", TODAY),
        **(wish | new),
    )


def trail(trace: Trace) -> list[tuple[str, str]]:
    rows = AuditEntry.objects.filter(subject_type="reservations.trace", subject_id=str(trace.pk))
    return list(rows.order_by("pk").values_list("action", "actor_name"))


def test_a_trace_is_written_for_a_department_and_a_date(spa: Department, stay: Stay) -> None:
    trace = write(spa, "  Champagne,\n two glasses ", subject=Subject(stay_id=stay.pk))

    trace.refresh_from_db()

    assert (trace.text, trace.state, trace.due_date) == ("Champagne, two glasses", "open", TODAY)
    assert (trace.stay, trace.written_by_name, trace.written_at) == (stay, "Ada Novak", AT)
    assert trail(trace) == [("trace.written", "Ada Novak")]


def test_the_trail_holds_no_words_of_the_note(spa: Department) -> None:
    trace = write(spa, "Mr Ruiz fears dogs")

    assert "Ruiz" not in str(AuditEntry.objects.get(subject_id=str(trace.pk)).data)


def test_the_same_form_writes_one_trace(spa: Department) -> None:
    first = write(spa, form_key="k1")
    again = write(spa, form_key="k1")

    assert again.pk == first.pk
    with pytest.raises(OtherContent, match="Flowers"):
        write(spa, "Champagne", form_key="k1")
    assert Trace.objects.count() == 1


def test_the_same_form_at_the_same_moment_writes_one_trace(
    spa: Department, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rival's row appears between the look and the writing."""
    first = write(spa, form_key="k1")
    seen = iter([None, first])
    monkeypatch.setattr(traces, "written_with", lambda hotel, key: next(seen))

    assert write(spa, form_key="k1").pk == first.pk
    assert Trace.objects.count() == 1


def test_nothing_and_the_past_are_refused(spa: Department) -> None:
    with pytest.raises(traces.NothingToDo):
        write(spa, "  ")
    with pytest.raises(traces.TraceInThePast):
        write(spa, on=day(-1))

    assert Trace.objects.count() == 0


def test_department_stay_and_reservation_are_of_the_hotel(
    hotel: Hotel, spa: Department, stay: Stay
) -> None:
    foreign = DepartmentFactory(hotel=OpenHotelFactory())
    for subject in (Subject(stay_id=stay.pk), Subject(reservation_id=stay.reservation_id)):
        with pytest.raises(traces.OfAnotherHotel):
            write(foreign, subject=subject)
    with pytest.raises(traces.OfAnotherHotel):
        change(write(spa), department_id=foreign.pk)


def test_an_open_trace_is_changed_once_per_look(spa: Department, hotel: Hotel) -> None:
    kitchen = DepartmentFactory(hotel=hotel, name="Kitchen")
    trace = write(spa)
    change(trace, department_id=kitchen.pk, text="A cake", due_date=day(3))

    with pytest.raises(StaleVersion):
        change(trace, text="No cake")
    trace.refresh_from_db()

    assert (trace.department, trace.text, trace.due_date) == (kitchen, "A cake", day(3))
    assert trail(trace)[1] == ("trace.changed", "Jan Ruiz")


def test_an_overdue_date_may_stay_but_not_move_within_the_past(spa: Department) -> None:
    trace = write(spa)
    change(trace, text="Two cakes", business_date=day(4))
    trace.refresh_from_db()

    with pytest.raises(traces.TraceInThePast):
        change(trace, due_date=day(2), business_date=day(4))


def test_done_twice_is_done_once(spa: Department) -> None:
    trace = write(spa)
    traces.finish(trace_id=trace.pk, actor=CLERK, now=AT)
    traces.finish(trace_id=trace.pk, actor=OTHER, now=AT + timedelta(hours=1))

    trace.refresh_from_db()

    assert (trace.state, trace.ended_at, trace.ended_by_name) == ("done", AT, "Ada Novak")
    assert [action for action, _who in trail(trace)] == ["trace.written", "trace.done"]


def test_what_has_ended_is_neither_changed_nor_ended_otherwise_until_it_is_reopened(
    spa: Department,
) -> None:
    trace = write(spa)
    traces.cancel(trace_id=trace.pk, actor=CLERK, now=AT)
    with pytest.raises(traces.TraceEnded):
        traces.finish(trace_id=trace.pk, actor=CLERK, now=AT)
    trace.refresh_from_db()
    with pytest.raises(traces.TraceEnded):
        change(trace, text="Else")

    for _twice in range(2):
        traces.reopen(trace_id=trace.pk, actor=OTHER, now=AT)

    trace.refresh_from_db()

    assert (trace.state, trace.ended_at, trace.ended_by_name) == ("open", None, "")
    assert [action for action, _who in trail(trace)] == [
        "trace.written",
        "trace.cancelled",
        "trace.reopened",
    ]


@pytest.mark.parametrize(
    "wrong",
    [{"state": "done"}, {"ended_at": AT}, {"text": ""}],
)
def test_the_database_holds_the_rules(
    spa: Department, wrong: dict[str, datetime] | dict[str, str]
) -> None:
    trace = write(spa)
    with pytest.raises(IntegrityError), transaction.atomic():
        Trace.objects.filter(pk=trace.pk).update(**wrong)


def test_a_trace_is_about_one_thing(spa: Department, stay: Stay) -> None:
    trace = write(spa, subject=Subject(stay_id=stay.pk))
    with pytest.raises(IntegrityError), transaction.atomic():
        Trace.objects.filter(pk=trace.pk).update(reservation=stay.reservation)


def test_what_is_due_and_what_is_overdue(spa: Department, hotel: Hotel) -> None:
    late, now, later = (write(spa, on=day(n)) for n in (0, 2, 3))
    done = write(spa)
    traces.finish(trace_id=done.pk, actor=CLERK, now=AT)
    write(DepartmentFactory(hotel=OpenHotelFactory()))

    assert list(traces.due(hotel, day(2))) == [late, now]
    assert list(traces.overdue(hotel, day(2))) == [late]
    assert later not in traces.due(hotel, day(2))


def test_the_list_is_narrowed_by_state_department_writer_and_words(
    spa: Department, hotel: Hotel, stay: Stay
) -> None:
    me = UserFactory()
    kitchen = DepartmentFactory(hotel=hotel, name="Kitchen")
    cake = write(kitchen, "A cake", actor=Actor.of(me), subject=Subject(stay_id=stay.pk))
    bath = write(spa, "Two towels", on=day(1))
    old = write(spa, "An old one")
    traces.finish(trace_id=old.pk, actor=CLERK, now=AT)

    def found(**wish) -> Any:
        return list(lists.listed(hotel, TraceWish(**wish), day(1)))

    assert found() == [cake, bath]
    assert found(show="overdue") == [cake]
    assert found(show="done") == [old]
    assert found(show="nonsense") == [cake, bath]
    assert set(found(show="all")) == {cake, bath, old}
    assert found(department_id=spa.pk) == [bath]
    assert found(writer_id=me.pk) == [cake]
    assert found(text=f"{stay.guest.last_name.upper()} cake") == [cake]
    assert found(text=stay.reservation.code.lower()) == [cake]
    assert found(text="towels cake") == []


def test_the_desk_sees_at_check_in_what_is_open_about_guest_stay_and_reservation(
    spa: Department, stay: Stay
) -> None:
    about = [
        write(spa, subject=Subject(stay_id=stay.pk)),
        write(spa, subject=Subject(reservation_id=stay.reservation_id)),
        write(spa, subject=Subject(card_id=stay.guest_id)),
    ]
    write(spa)
    write(spa, subject=Subject(card_id=ProfileFactory().pk))
    done = write(spa, subject=Subject(stay_id=stay.pk))
    traces.finish(trace_id=done.pk, actor=CLERK, now=AT)

    assert lists.at_check_in(stay) == about
    assert list(lists.of_reservation(stay.reservation)) == [*about[:2], done]
    assert list(lists.of_card(spa.hotel, stay.guest_id)) == [about[0], about[2], done]


def test_another_hotel_keeps_its_notes_about_a_shared_card_to_itself(spa: Department) -> None:
    guest = ProfileFactory()
    other = DepartmentFactory(hotel=OpenHotelFactory())
    write(other, subject=Subject(card_id=guest.pk))

    assert list(lists.of_card(spa.hotel, guest.pk)) == []
