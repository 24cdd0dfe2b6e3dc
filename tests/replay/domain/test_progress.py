import io

from hotelpms.replay.domain.progress import Progress


def test_where_nobody_looks_a_line_is_written_for_each_twentieth() -> None:
    out = io.StringIO()
    bar = Progress("Living", 60, "days", out=out)

    for day in range(1, 61):
        bar.show(day)

    lines = out.getvalue().splitlines()

    assert len(lines) == 20
    assert lines[-1].startswith("Living [##############################] 60/60 days")


def test_a_run_that_goes_on_counts_its_own_rate() -> None:
    out = io.StringIO()
    bar = Progress("Living", 100, "days", out=out, first=90)

    bar.started -= 10
    bar.show(100)

    assert "1.0/s, 0:00 left" in out.getvalue()
