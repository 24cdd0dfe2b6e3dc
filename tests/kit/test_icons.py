from django.template import Context, Template
from lucide.templatetags.lucide import lucide as drawing

from hotelpms.kit.templatetags.icons import lucide


def test_an_icon_is_drawn_as_its_library_draws_it_each_time() -> None:
    text = '{% load lucide %}{% lucide "star" size=16 aria_hidden="true" %}{% lucide "star" %}'

    drawn = Template(text).render(Context())

    assert drawn == drawing("star", size=16, aria_hidden="true") + drawing("star")
    assert lucide("star", size=12) == drawing("star", size=12) != lucide("bell", size=12)
