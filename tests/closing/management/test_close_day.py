import pytest
from django.core.management import CommandError, call_command

from tests.factories.invoicing import House, business_date, guest_in_house

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("printer")]


def test_the_command_closes_the_open_day(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("close_day", "--hotel", "grand", "--confirm")

    assert business_date(house).isoformat() == "2027-05-11"
    assert "Done       Open the next business date  May 11, 2027" in capsys.readouterr().out


def test_the_command_fails_when_something_blocks(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    guest_in_house(house, nights=0)
    with pytest.raises(CommandError, match="2027-05-10 was not closed"):
        call_command("close_day", "--hotel", "grand", "--confirm")

    assert "was due to leave and is still in house" in capsys.readouterr().err
    assert business_date(house).isoformat() == "2027-05-10"


def test_the_command_can_let_due_outs_stay_on(house: House) -> None:
    guest_in_house(house, nights=1)
    call_command("close_day", "--hotel", "grand", "--confirm")
    call_command("close_day", "--hotel", "grand", "--extend-due-outs", "--confirm")

    assert business_date(house).isoformat() == "2027-05-12"


def test_checking_changes_nothing(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    guest_in_house(house, nights=0)
    call_command("close_day", "--hotel", "grand", "--check")

    assert capsys.readouterr().out.startswith("blocks: ")
    assert business_date(house).isoformat() == "2027-05-10"


def test_an_unknown_hotel_is_told(db: None) -> None:
    with pytest.raises(CommandError, match="There is no hotel with the code 'nowhere'"):
        call_command("close_day", "--hotel", "nowhere")


def test_a_closing_at_an_odd_moment_has_to_be_confirmed(house: House) -> None:
    with pytest.raises(CommandError, match="It is early for this closing"):
        call_command("close_day", "--hotel", "grand")

    assert business_date(house).isoformat() == "2027-05-10"
