import pytest
from django.test import Client
from django.urls import reverse

from hotelpms.closing.domain import runner, subscriptions
from hotelpms.closing.enums import ClosingState
from hotelpms.closing.models import NightClosing
from hotelpms.hotels.enums import Role
from hotelpms.kit import jobs
from messaging.domain.wording.standards import install_standard
from messaging.models import Message
from tests.addresses import url
from tests.factories.hotels import DepartmentFactory, MembershipFactory
from tests.factories.invoicing import AT, CLERK, House, guest_in_house, open_house

CONFIRMED = {"business_date": "2027-05-10", "is_confirmed": "on"}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("printer")]


@pytest.fixture
def auditor(client: Client, house: House) -> Client:
    """A night auditor, signed in."""
    client.force_login(MembershipFactory(hotel=house.hotel, role=Role.NIGHT_AUDITOR).user)
    return client


def closed(house: House) -> NightClosing:
    department = DepartmentFactory(
        hotel=house.hotel, code="desk", name="Desk", emails=["desk@example.com"]
    )
    subscriptions.subscribe(department=department, kinds=["arrivals"])
    install_standard(hotel=house.hotel, now=AT)
    started = runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=AT)
    return runner.run(closing_id=started.pk, now=lambda: AT)


def test_the_page_shows_what_blocks_with_the_way_out(auditor: Client, house: House) -> None:
    stay, _folio = guest_in_house(house, nights=0)
    page = auditor.get(url("closing:overview")).content.decode()

    assert f"{stay.guest.full_name} in room {stay.room} was due to leave" in page
    assert reverse("invoicing:check_out", args=["grand", stay.pk]) in page
    assert "stay another night where their room is free" in page


def test_a_quiet_day_can_be_closed(auditor: Client, house: House) -> None:
    page = auditor.get(url("closing:overview")).content.decode()

    assert "Nothing stands in the way." in page
    assert 'name="business_date" value="2027-05-10"' in page


def test_starting_rings_the_worker_and_shows_the_progress(
    auditor: Client, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[tuple[str, int]] = []
    monkeypatch.setattr(jobs, "ring", lambda name, pk: rung.append((name, pk)))
    answer = auditor.post(url("closing:start"), CONFIRMED)
    started = NightClosing.objects.get()

    assert answer.headers["Location"] == url("closing:detail", started.pk)
    assert rung == [("hotelpms.closing.tasks.close_day", started.pk)]

    page = auditor.get(answer.headers["Location"]).content.decode()

    assert 'hx-trigger="every 2s"' in page


def test_a_closing_at_an_odd_moment_is_confirmed_after_reading_what_it_does(
    auditor: Client, house: House
) -> None:
    page = auditor.get(url("closing:overview")).content.decode()

    assert "It is early for this closing." in page
    assert "I have read this and close 10 May 2027 all the same" in page

    answer = auditor.post(url("closing:start"), {"business_date": "2027-05-10"})

    assert answer.status_code == 409
    assert "would be no-shows" in answer.content.decode()
    assert NightClosing.objects.count() == 0


def test_a_second_start_is_refused_with_a_sentence(auditor: Client, house: House) -> None:
    runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=AT.replace(year=2099))
    answer = auditor.post(url("closing:start"), CONFIRMED)

    assert answer.status_code == 409
    assert "already being closed, started by Clerk" in answer.content.decode()


def test_a_page_from_yesterday_does_not_close_today(auditor: Client, house: House) -> None:
    answer = auditor.post(url("closing:start"), {"business_date": "2027-05-09"})

    assert answer.status_code == 409
    assert NightClosing.objects.count() == 0


def test_a_start_without_its_page_is_refused(auditor: Client, house: House) -> None:
    assert auditor.post(url("closing:start"), {"x": "y"}).status_code == 422
    assert auditor.get(url("closing:start")).status_code == 405


def test_the_moving_part_comes_alone_and_ends_with_the_whole_page(
    auditor: Client, house: House
) -> None:
    done = closed(house)
    address, panel = url("closing:detail", done.pk) + "?part", {"HX-Request": "true"}
    NightClosing.objects.filter(pk=done.pk).update(state="running")
    part = auditor.get(address, headers=panel).content.decode()

    assert "<html" not in part
    assert 'hx-trigger="every 2s"' in part

    NightClosing.objects.filter(pk=done.pk).update(state="done")

    assert auditor.get(address, headers=panel)["HX-Refresh"] == "true"


def test_after_the_closing_the_new_date_is_told(auditor: Client, house: House) -> None:
    page = auditor.get(url("closing:detail", closed(house).pk)).content.decode()

    assert "10 May 2027 is closed." in page
    assert "The next business date is Tuesday, 11 May 2027." in page
    assert "1 mail" in page


def test_a_closed_day_shows_steps_reports_and_mails(auditor: Client, house: House) -> None:
    done = closed(house)
    page = auditor.get(url("closing:detail", done.pk)).content.decode()

    assert [name for name in ("Post the nights", "desk@example.com", "Queued") if name in page] == [
        "Post the nights",
        "desk@example.com",
        "Queued",
    ]
    assert url("closing:report", done.pk, "flash") in page


def test_a_step_that_there_is_no_more_is_shown_by_the_name_that_was_kept(
    auditor: Client, house: House
) -> None:
    done = closed(house)
    done.steps.filter(name="no_shows").update(name="telex_to_head_office", told={}, detail="3 sent")

    answer = auditor.get(url("closing:detail", done.pk))

    assert answer.status_code == 200
    assert "telex_to_head_office" in answer.content.decode()
    assert "3 sent" in answer.content.decode()


def test_what_a_replay_left_out_is_not_shown_as_waiting(auditor: Client, house: House) -> None:
    started = runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=AT)
    runner.run(closing_id=started.pk, now=lambda: AT, makes_reports=False)

    page = auditor.get(url("closing:detail", started.pk)).content.decode()

    assert page.count('<li class="left_out"') == 2
    assert '<li class="waiting"' not in page
    assert '<progress value="9" max="9">' in page


def test_the_report_is_handed_out_as_it_was_printed(auditor: Client, house: House) -> None:
    done = closed(house)
    answer = auditor.get(url("closing:report", done.pk, "flash"))

    assert (answer.content, answer["Content-Type"]) == (b"%PDF flash", "application/pdf")
    assert answer["Content-Disposition"] == 'inline; filename="flash-2027-05-10.pdf"'


def test_a_mail_is_sent_again_as_a_new_message(auditor: Client, house: House) -> None:
    done = closed(house)
    Message.objects.update(state="failed")
    first = Message.objects.get()
    answer = auditor.post(url("closing:send_again", done.pk, first.pk))

    assert answer.status_code == 302
    assert Message.objects.filter(reason_id=done.pk, to_address="desk@example.com").count() == 2


def test_new_addresses_get_the_reports(auditor: Client, house: House) -> None:
    done = closed(house)
    department = house.hotel.departments.get()
    department.emails = ["desk@example.com", "late@example.com"]
    department.save()
    auditor.post(url("closing:send_missing", done.pk))

    assert sorted(Message.objects.values_list("to_address", flat=True)) == [
        "desk@example.com",
        "late@example.com",
    ]


def test_the_history_lists_closings_with_their_reports(auditor: Client, house: House) -> None:
    done = closed(house)
    page = auditor.get(url("closing:overview")).content.decode()

    assert url("closing:detail", done.pk) in page
    assert url("closing:report", done.pk, "revenue") in page


def test_the_history_is_a_page_and_the_part_of_another(auditor: Client, house: House) -> None:
    done = closed(house)

    page = auditor.get(url("closing:history")).content.decode()
    part = auditor.get(url("closing:history"), headers={"HX-Request": "true"}).content.decode()

    assert all(url("closing:report", done.pk, "revenue") in text for text in (page, part))
    assert "<html" in page
    assert "<html" not in part


def test_a_closing_that_stopped_says_so(auditor: Client, house: House) -> None:
    started = runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=AT)
    NightClosing.objects.update(state=ClosingState.FAILED, fault="figures: ValueError")

    assert "figures: ValueError" in auditor.get(url("closing:overview")).content.decode()

    page = auditor.get(url("closing:detail", started.pk)).content.decode()

    assert "The closing stopped by a fault." in page


def test_closings_of_other_hotels_are_not_found(auditor: Client, house: House) -> None:
    other = open_house()
    done = runner.start(is_confirmed=True, hotel=other.hotel, actor=CLERK, now=AT)

    assert auditor.get(url("closing:detail", done.pk)).status_code == 404
    assert auditor.get(url("closing:report", done.pk, "flash")).status_code == 404


def test_the_desk_may_not_close_the_day(client: Client, house: House) -> None:
    client.force_login(MembershipFactory(hotel=house.hotel, role=Role.FRONT_DESK).user)

    assert client.get(url("closing:overview")).status_code == 403
    assert client.post(url("closing:start")).status_code == 403


def test_an_accountant_sees_closings_but_starts_none(client: Client, house: House) -> None:
    done = closed(house)
    client.force_login(MembershipFactory(hotel=house.hotel, role=Role.ACCOUNTANT).user)
    page = client.get(url("closing:detail", done.pk)).content.decode()

    assert "Send to new addresses" not in page
    assert client.get(url("closing:overview")).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_any_number_of_findings(
    auditor: Client, house: House, count: int, django_assert_max_num_queries: object
) -> None:
    for _ in range(count):
        guest_in_house(house, nights=0)
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        auditor.get(url("closing:overview"))


def test_the_closing_can_be_tried_and_keeps_nothing(auditor: Client, house: House) -> None:
    tried = auditor.post(url("closing:rehearsal"))

    assert "nothing stops it" in tried.content.decode()
    assert not NightClosing.objects.filter(hotel=house.hotel).exists()


def test_what_would_stop_the_steps_is_shown_by_the_try(
    auditor: Client, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_told: object) -> None:
        raise ValueError

    monkeypatch.setattr("invoicing.domain.figures.figures.compute", broken)

    tried = auditor.post(url("closing:rehearsal")).content.decode()

    assert "The closing would stop at the step" in tried


def test_the_desk_may_not_try_the_closing(client: Client, house: House) -> None:
    client.force_login(MembershipFactory(hotel=house.hotel, role=Role.FRONT_DESK).user)

    assert client.post(url("closing:rehearsal")).status_code == 403
