"""Every address of ours says who may open it."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

# Their pages bring guards of their own.
FOREIGN = ("django.", "anymail.")


def views_of(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from views_of(entry, address)
        else:
            yield address, entry


def ours() -> list[tuple[str, URLPattern]]:
    return [
        (address, entry)
        for address, entry in views_of(get_resolver(settings.ROOT_URLCONF))
        if not address.startswith("admin/") and not entry.callback.__module__.startswith(FOREIGN)
    ]


def test_every_view_says_who_may_open_it() -> None:
    bare = [address for address, entry in ours() if not hasattr(entry.callback, "access")]

    assert bare == []


def test_a_view_under_a_hotel_asks_for_a_right() -> None:
    open_to_all = [
        address
        for address, entry in ours()
        if address.startswith("h/<slug:hotel>/")
        and str(getattr(entry.callback, "access", "")).startswith(("public", "signed in"))
    ]

    assert open_to_all == []


def test_every_address_has_a_name() -> None:
    assert [address for address, entry in ours() if not entry.name] == []
