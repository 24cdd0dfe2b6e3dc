"""Secrets in links: the link carries the token, the database only its hash."""

import hashlib
import secrets


def new_token() -> str:
    """Return 192 random bits, safe in a URL (32 characters)."""
    return secrets.token_urlsafe(24)


def token_hash(token: str) -> str:
    """Return the SHA-256 of a token in hex (64 characters).

    Find a row by this hash: the index lookup then tells an attacker nothing about the token.
    """
    return hashlib.sha256(token.encode()).hexdigest()
