"""In tests a name in a template that leads nowhere is an error (tests/loud.py)."""

from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Origin, Template

from tests.template_nodes import ROOT


class BedForm(forms.Form):
    is_double = forms.BooleanField()
    is_soft = forms.BooleanField()


def rendered(text: str, place: str = "components/badge.html") -> str:
    """Return the text rendered as if it stood in that template of ours."""
    form = BedForm()
    del form.fields["is_soft"]
    guest = SimpleNamespace(name="Ana", room=None, notes={"bed": "soft"})
    origin = Origin(name=str(ROOT / place), template_name=place)
    return Template(text, origin=origin).render(Context({"guest": guest, "form": form}))


@pytest.mark.parametrize(
    "text",
    [
        "{{ guset.name }}",
        "{{ guest.nmae }}",
        "{{ guest.notes.bde }}",
        "{{ guest.room.number }}",
        "{% if guset %}x{% endif %}",
        "{% if guest.nmae == 'Ana' %}x{% endif %}",
        "{% if 'x' in guest.nmaes or guest.name %}x{% endif %}",
        "{% for note in guest.ntoes %}x{% endfor %}",
        "{% if form.is_sotf %}x{% endif %}",
        "{% include 'components/badge.html' with text=guest.nmae %}",
    ],
)
def test_a_misspelt_name_is_an_error_wherever_it_stands(text: str) -> None:
    with pytest.raises(pytest.fail.Exception, match=r"badge\.html .*: no "):
        rendered(text)


@pytest.mark.parametrize(
    "text",
    [
        "{{ guset.name|default:'' }}",
        "{% if guest.room.number %}x{% endif %}",
        "{% if guest.notes.bde %}x{% endif %}",
        "{% if form.is_soft %}x{% endif %}",
        "{% if icon %}x{% endif %}",
    ],
)
def test_what_may_be_missing_is_nothing(text: str) -> None:
    assert rendered(text) == ""


def test_a_name_that_no_include_passes_is_an_error_in_an_if() -> None:
    with pytest.raises(pytest.fail.Exception, match="no icon in the context"):
        rendered("{% if icon %}x{% endif %}", place="components/nav.html")


def test_a_template_of_somebody_else_may_name_what_it_likes() -> None:
    assert Template("{{ guset }}").render(Context({})) == ""
