import pytest
from django.utils.translation import override

from invoicing.templatetags.stays import in_words


@pytest.mark.parametrize(
    ("sealed", "shown"),
    [
        ("7P2N67, 308, 2026-11-20 – 2026-11-22", "7P2N67, 308, Nov 20\u2009–\u200922, 2026"),
        ("7P2N67, 2026-13-40 – 2026-11-22", "7P2N67, 2026-13-40 – 2026-11-22"),
        ("House account", "House account"),
    ],
)
def test_sealed_dates_are_shown_in_the_language(sealed: str, shown: str) -> None:
    with override("en"):
        assert in_words(sealed) == shown
