"""What the components do in a real browser, tried on the living page."""

import pytest
from playwright.sync_api import Page, expect

from hotelpms.lists.models import ColumnChoice, SavedView

pytestmark = [pytest.mark.needs_chromium, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def design(page: Page) -> Page:
    page.goto("/design/")
    return page


def guests_on(page: Page) -> list[str]:
    return page.locator("#sample-rows tbody th").all_inner_texts()


def test_a_combobox_asks_the_server_and_takes_an_answer_by_keyboard(design: Page) -> None:
    field = design.get_by_role("combobox", name="Search a guest")
    field.press_sequentially("yıl")
    expect(design.get_by_role("option", name="Ayşe Yılmaz")).to_be_visible()

    field.press("ArrowDown")
    field.press("Enter")

    expect(field).to_have_value("Ayşe Yılmaz")
    expect(design.locator("input[name='found']")).to_have_value("1")


def test_a_long_list_is_searched_without_accents_and_gives_its_value(design: Page) -> None:
    field = design.locator("#id_country")
    field.click()
    field.fill("cote d")

    field.press("Enter")

    expect(field).to_have_value("Côte d'Ivoire")
    expect(field).to_have_attribute("aria-expanded", "false")

    assert design.locator("select[name='country']").input_value() == "CI"


def test_half_a_word_changes_nothing_and_escape_closes(design: Page) -> None:
    field = design.locator("#id_country")
    field.fill("zzz")
    field.press("Escape")
    field.blur()

    expect(field).to_have_value("Spain")

    assert design.locator("select[name='country']").input_value() == "ES"


def test_the_country_of_a_number_is_short_in_its_field(design: Page) -> None:
    field = design.get_by_role("combobox", name="Country of the number")
    field.fill("+420")
    field.press("Enter")

    expect(field).to_have_value("CZ +420")


def test_nights_are_counted(design: Page) -> None:
    design.get_by_label("Departure").first.fill("2026-11-25")

    expect(design.locator("[data-nights]")).to_have_text("5")


def test_files_show_name_size_and_mistake_and_can_be_taken_away(design: Page) -> None:
    zone = design.locator("[data-file-drop]")
    zone.locator("input[type='file']").set_input_files(
        [
            {"name": "passport.pdf", "mimeType": "application/pdf", "buffer": b"x" * 1500},
            {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"hello"},
        ]
    )
    expect(zone.locator("li")).to_have_count(2)
    expect(zone.locator("li").first).to_contain_text("passport.pdf")
    expect(zone.locator("li").first).to_contain_text("1.5")
    expect(zone.locator("li.bad")).to_contain_text("This kind of file is not taken.")

    zone.get_by_role("button", name="Take away: notes.txt").click()
    design.locator("#files-form").get_by_role("button", name="Send").click()

    expect(design.locator("#files-form .alert.ok")).to_contain_text("passport.pdf")


def test_a_dropped_file_is_taken(design: Page) -> None:
    design.evaluate(
        """() => {
          const carrier = new DataTransfer();
          carrier.items.add(new File(["abc"], "room.png", { type: "image/png" }));
          const zone = document.querySelector("[data-file-drop]");
          const how = { dataTransfer: carrier, bubbles: true, cancelable: true };
          zone.dispatchEvent(new DragEvent("drop", how));
        }"""
    )

    expect(design.locator("[data-files] li")).to_contain_text("room.png")


def test_rows_are_taken_off_together_and_the_toast_brings_them_back(design: Page) -> None:
    before = guests_on(design)
    boxes = design.locator("#sample-rows tbody input[type='checkbox']")
    boxes.nth(0).check()
    boxes.nth(1).check()
    expect(design.locator(".bulk-bar [data-count]")).to_have_text("2")

    design.locator(".bulk-bar").get_by_role("button", name="Take off the list").click()
    expect(design.locator(".pagination")).to_contain_text("of 9,998")

    assert guests_on(design)[0] == before[2]

    design.locator(".toast").get_by_role("button", name="Undo").click()
    expect(design.locator(".pagination")).to_contain_text("of 10,000")

    assert guests_on(design) == before


def test_sorting_swaps_the_rows_and_the_back_button_undoes_it(design: Page) -> None:
    first = guests_on(design)
    design.get_by_role("link", name="Room", exact=True).click()
    design.wait_for_url("**/design/?sort=room")
    expect(design.locator("#sample-rows [aria-sort='ascending']")).to_have_count(1)
    expect(design.locator("#sort-room")).to_be_focused()

    assert guests_on(design) != first

    design.go_back()
    expect(design.locator("#sample-rows [aria-sort='ascending']")).to_have_count(0)

    assert guests_on(design) == first


def test_typing_leaves_one_step_in_the_history_and_empty_filters_out_of_the_address(
    design: Page,
) -> None:
    length = design.evaluate("history.length")
    design.locator("#table-q").press_sequentially("novák")

    design.wait_for_url("**/design/?q=nov%C3%A1k")
    expect(design.locator("#sample-rows tbody th").first).to_have_text("Jan Novák")

    assert design.evaluate("history.length") == length


def test_a_view_is_saved_opened_and_left_again(page: Page) -> None:
    page.goto("/h/grand/reservations/")
    page.locator("#id_state").select_option("option")
    page.wait_for_url("**/reservations/?state=option")
    page.locator("summary", has_text="Save view").click()
    page.get_by_label("Name of the view").fill("Options to chase")
    page.locator(".list-form").get_by_role("button", name="Save").click()

    chip = page.get_by_role("link", name="Options to chase")
    expect(chip).to_have_attribute("aria-current", "page")
    expect(page.locator(".toast")).to_contain_text("is saved")

    assert SavedView.objects.get().query == "state=option"

    page.get_by_role("link", name="All", exact=True).click()
    expect(chip).not_to_have_attribute("aria-current", "page")
    expect(page.locator("#id_state")).to_have_value("")
    chip.click()
    expect(page.locator("#id_state")).to_have_value("option")


def test_a_view_is_renamed_in_the_panel(page: Page) -> None:
    page.goto("/h/grand/reservations/?state=option")
    page.locator("summary", has_text="Save view").click()
    page.get_by_label("Name of the view").fill("Old")
    page.locator(".list-form").get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Old")).to_be_visible()

    page.locator("summary", has_text="Save view").click()
    page.get_by_role("link", name="Manage views").click()
    panel = page.locator("#panel")
    panel.get_by_label("Name of the view").fill("New")
    panel.get_by_role("button", name="Save").click()

    expect(page.locator(".chips").get_by_text("New")).to_have_count(1)

    assert SavedView.objects.get().name == "New"


def test_a_column_goes_as_soon_as_its_tick_does(page: Page) -> None:
    page.goto("/h/grand/reservations/")
    page.locator("summary", has_text="Columns").click()
    page.locator("#column-room").uncheck()

    expect(page.locator("thead th", has_text="Room")).to_have_count(0)
    expect(page.locator("#column-room")).to_be_visible()

    assert ColumnChoice.objects.get().hidden == ["room"]

    page.reload()
    expect(page.locator("thead th", has_text="Room")).to_have_count(0)


def test_the_page_fits_a_phone(phone: Page) -> None:
    phone.goto("/design/")

    assert phone.evaluate("document.documentElement.scrollWidth") == 390
