import pytest
from django.core.signing import BadSignature
from pytest_django import Settings

from hotelpms.kit.keys import signatures


@pytest.fixture(autouse=True)
def two_keys(settings: Settings) -> None:
    settings.LINK_KEYS = ["new", "old"]


def test_the_first_key_signs_and_all_are_believed(settings: Settings) -> None:
    settings.LINK_KEYS = ["old"]
    before = signatures.signer("kind").sign("7")
    settings.LINK_KEYS = ["new", "old"]
    after = signatures.signer("kind").sign("7")

    assert before != after
    assert [signatures.signer("kind").unsign(link) for link in (before, after)] == ["7", "7"]


def test_a_link_of_one_kind_opens_no_other() -> None:
    with pytest.raises(BadSignature):
        signatures.signer("other").unsign(signatures.signer("kind").sign("7"))


def test_a_digest_stays_when_a_key_is_put_in_front(settings: Settings) -> None:
    before = signatures.digest("purpose", "7")
    settings.LINK_KEYS = ["newest", "new", "old"]

    assert signatures.digest("purpose", "7") == before
    assert signatures.digest("other", "7") != before
    assert signatures.digest("purpose", "8") != before
