import hashlib
import re

from hotelpms.kit.keys.tokens import new_token, token_hash


def test_a_token_has_192_bits_and_is_safe_in_a_link() -> None:
    tokens = {new_token() for _ in range(1000)}

    assert len(tokens) == 1000
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{32}", token) for token in tokens)


def test_the_hash_is_sha256_in_hex() -> None:
    assert token_hash("abc") == hashlib.sha256(b"abc").hexdigest()
