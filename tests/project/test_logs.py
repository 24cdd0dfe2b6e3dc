import pytest
import structlog

from hotelpms.logs import drop_health_checks, without_personal_data


def test_a_health_check_is_not_logged() -> None:
    with pytest.raises(structlog.DropEvent):
        drop_health_checks(None, "info", {"event": "request_started", "request": "GET /readyz"})


def test_personal_data_and_the_secret_of_a_guest_link_stay_out_of_the_logs() -> None:
    event = {
        "event": "request_started",
        "request": "GET /g/pay/Zk3v9-Qw8rT_yU1iOp5aSdFg/?email=eva@example.com",
        "ip": "192.0.2.7",
        "user_agent": "x",
        "user_id": 7,
    }

    assert without_personal_data(None, "info", event) == {
        "event": "request_started",
        "request": "GET /g/pay/.../",
        "user_id": 7,
    }


def test_the_secret_of_a_guest_link_stays_out_of_djangos_own_sentences() -> None:
    event = {"logger": "django.request", "event": "Not Found: /g/pay/Zk3v9-Qw8rT_yU1iOp5aSdFg/"}

    assert without_personal_data(None, "warning", event)["event"] == "Not Found: /g/pay/.../"
