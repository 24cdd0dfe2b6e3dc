from django import forms
from pytest_django.asserts import assertInHTML


class Sample(forms.Form):
    name = forms.CharField(help_text="As in the document.")
    note = forms.CharField(required=False)
    is_vip = forms.BooleanField(required=False, label="Very important")


def test_a_field_names_its_help_and_its_error_for_screen_readers() -> None:
    html = str(Sample({"name": ""}))

    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert '<div class="help" id="id_name_helptext">As in the document.</div>' in html

    errors = '<ul class="errorlist" id="id_name_error"><li>This field is required.</li></ul>'
    assertInHTML(errors, html)


def test_only_fields_that_may_stay_empty_are_marked() -> None:
    assert str(Sample()).count('<span class="optional">') == 1


def test_the_label_of_a_tick_stands_behind_it() -> None:
    html = str(Sample())

    assert html.index('name="is_vip"') < html.index("Very important</label>")


def test_an_error_of_the_whole_form_is_an_alert() -> None:
    form = Sample({"name": "Ana"})
    form.add_error(None, "The room is taken.")

    assert 'class="alert bad"' in str(form)
    assert "<p>The room is taken.</p>" in str(form)
