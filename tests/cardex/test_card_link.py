import pytest
from django.template import Context, Template
from django.test import RequestFactory

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel


@pytest.mark.parametrize(
    ("rights", "shown"),
    [
        ({Right.CARDEX_VIEW}, '<a href="/h/grand/cardex/7/">Ann &lt;Bee&gt;</a>'),
        (set(), "Ann &lt;Bee&gt;"),
    ],
)
def test_a_name_leads_to_its_card_for_those_who_may_see_it(rights: set[Right], shown: str) -> None:
    request = RequestFactory().get("/")
    request.rights = frozenset(rights)
    context = Context({"request": request, "hotel": Hotel(code="grand"), "name": "Ann <Bee>"})

    assert Template("{% load cards %}{% card_link 7 name %}").render(context) == shown
