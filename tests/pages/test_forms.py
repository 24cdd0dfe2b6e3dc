"""What a form asks for stands on its page: a field that a template forgets can't be filled in."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.forms import BaseForm
from django.forms.models import BaseModelForm

from hotelpms.closing.forms.start import StartClosingForm
from hotelpms.lists.forms.views import SaveForm, ViewForm
from invoicing.forms.folio.stay_balances import DatesForm as BalanceDatesForm
from messaging.forms.outbox.held import DueBeforeForm
from reservations.forms.booking.basket import ChosenRoomForm
from reservations.forms.plan.plan import PlacementForm, PlanFilters
from tests.pages.conftest import NAME, Page

pytestmark = pytest.mark.django_db

# Fields that show only after the form was sent, or in a state that the walk has not.
LATER = {
    "is_another_person": "where somebody alike has a card already",
    "sends_": "where the folio is settled and an invoice is due",
    "to_": "where the folio is settled and an invoice is due",
}
# Forms whose fields a template writes itself, with a page that does so.
BY_HAND: dict[type[BaseForm], str] = {
    PlanFilters: "reservations:plan",
    StartClosingForm: "closing:overview",
    SaveForm: "reservations:list",
}
# Forms that stand on no page of the walk.
APART: dict[type[BaseForm], str] = {
    ViewForm: "shows where somebody has saved a view; its template loops over the fields",
    ChosenRoomForm: "shows once a room is in the basket; its template loops over the fields",
    PlacementForm: "the plan's script sends it",
    DueBeforeForm: "shows while mails are held; its template loops over the fields",
    BalanceDatesForm: "the plan's script sends it",
}
# Names that an address has instead of the field's own.
IN_ADDRESS = {"start": "from"}


def lacking(page: Page, form: BaseForm) -> set[str]:
    """Return the names that the form's fields send and the page does not."""
    names = {name for field in form for name in NAME.findall(str(field))}
    return {name for name in names - page.names if not name.startswith(tuple(LATER))}


def test_every_field_of_a_form_stands_on_its_page(pages: list[Page]) -> None:
    """Where a row decides what shows, one page of the place has the field."""
    shown = {(page.place, type(form)): [] for page in pages for form in page.forms}
    for page in pages:
        for form in page.forms:
            shown[page.place, type(form)].append(lacking(page, form))

    assert len(shown) > 40
    assert {
        place: forgotten
        for place, found in shown.items()
        if (forgotten := set.intersection(*found))
    } == {}


@pytest.mark.parametrize("form", BY_HAND, ids=lambda form: form.__name__)
def test_every_field_that_a_template_writes_itself_is_one_of_the_form(
    pages: list[Page], form: type[BaseForm]
) -> None:
    page = next(page for page in pages if page.place == BY_HAND[form])
    fields = {IN_ADDRESS.get(name, name) for name in form.base_fields}

    assert fields - page.names == set()


def test_every_form_is_looked_at(pages: list[Page]) -> None:
    seen = {type(form) for page in pages for form in page.forms}

    assert set(our_forms()) - seen - set(BY_HAND) - set(APART) == set()


def our_forms() -> Iterator[type[BaseForm]]:
    """Yield the forms that pages use; those of the set-up are laid out by the admin."""
    assert apps.ready
    tops = {app.split(".")[0] for app in settings.OURS}
    for form in subclasses(BaseForm):
        is_ours = form.__module__.split(".")[0] in tops and ".forms." in form.__module__
        is_base = bool(form.__subclasses__()) or not form.base_fields
        if is_ours and not is_base and not is_of_set_up(form):
            yield form


def is_of_set_up(form: type[BaseForm]) -> bool:
    return issubclass(form, BaseModelForm) and form.__name__ != "ProfileForm"


def subclasses(form: type[BaseForm]) -> Iterator[type[BaseForm]]:
    for found in form.__subclasses__():
        yield found
        yield from subclasses(found)
