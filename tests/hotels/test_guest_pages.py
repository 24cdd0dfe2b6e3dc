import pytest

from hotelpms.hotels.guest_pages import masked


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("ana@example.com", "a•••@example.com"),
        ("@x", "•••@x"),
        ("a@b@c.example", "a•••@b@c.example"),
    ],
)
def test_an_address_is_masked_up_to_its_domain(address: str, shown: str) -> None:
    assert masked(address) == shown
