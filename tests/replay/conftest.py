from pathlib import Path

import pytest

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "resort_july_2015.csv.gz"


@pytest.fixture(scope="session")
def sample() -> Path:
    """287 real reservations of a resort hotel, arrivals from 1 to 14 July 2015."""
    return SAMPLE
