// Small aids of forms: nights counted, persons stepped, filters sent, rows selected, answers chosen.
// Without this file every form still works by typing and pressing its button.
(() => {
  const DAY_MS = 24 * 60 * 60 * 1000;

  // --- nights between two dates --------------------------------------------------------------
  const day = (input) => (input?.value ? Date.parse(`${input.value}T00:00:00Z`) : NaN);
  const countNights = (range) => {
    const [first, last] = range.querySelectorAll("input[type='date']");
    const output = range.querySelector(".nights");
    const nights = Math.round((day(last) - day(first)) / DAY_MS);
    output.querySelector("[data-nights]").textContent = Number.isNaN(nights) ? "–" : nights;
    output.classList.toggle("wrong", nights < 0);
  };
  const moveDeparture = (range, changed) => {
    // Moving the arrival past the departure keeps the length of the stay.
    const [first, last] = range.querySelectorAll("input[type='date']");
    if (changed === first && first.value && last.value && day(last) < day(first)) {
      const kept = Number(range.dataset.kept) || 1;
      last.value = new Date(day(first) + kept * DAY_MS).toISOString().slice(0, 10);
    }
    const nights = Math.round((day(last) - day(first)) / DAY_MS);
    if (nights > 0) range.dataset.kept = nights;
  };

  // --- persons -------------------------------------------------------------------------------
  const step = (button) => {
    const input = button.closest("[data-stepper]").querySelector("input");
    const least = input.min === "" ? 0 : Number(input.min);
    const most = input.max === "" ? 99 : Number(input.max);
    const value = (Number(input.value) || 0) + Number(button.dataset.step);
    input.value = Math.min(most, Math.max(least, value));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  // --- rows selected -------------------------------------------------------------------------
  const countRows = (form) => {
    const boxes = [...form.querySelectorAll("tbody input[type='checkbox']")];
    const ticked = boxes.filter((box) => box.checked).length;
    const all = form.querySelector("[data-select-all]");
    if (all) {
      all.checked = ticked > 0 && ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
    }
    for (const bar of form.querySelectorAll(".bulk-bar")) bar.hidden = ticked === 0;
    for (const place of form.querySelectorAll("[data-count]")) place.textContent = ticked;
  };

  // --- a field that searches -----------------------------------------------------------------
  const options = (box) => [...box.querySelectorAll("[role='option']")];
  const mark = (box, option) => {
    for (const other of options(box)) other.setAttribute("aria-selected", String(other === option));
    option?.scrollIntoView({ block: "nearest" });
  };
  const choose = (box, option) => {
    box.querySelector("input[type='hidden']").value = option.dataset.value;
    const input = box.querySelector("[role='combobox']");
    input.value = option.dataset.text || option.textContent.trim();
    closeList(box);
    box.dispatchEvent(new CustomEvent("chosen", { bubbles: true, detail: { ...option.dataset } }));
  };
  const closeList = (box) => {
    box.querySelector("[role='listbox']").replaceChildren();
    box.querySelector("[role='combobox']").setAttribute("aria-expanded", "false");
  };
  const moveInList = (event, box) => {
    const all = options(box);
    if (!all.length) return;
    const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") mark(box, all[(at + 1) % all.length]);
    else if (event.key === "ArrowUp") mark(box, all[(at - 1 + all.length) % all.length]);
    else if (event.key === "Enter" && at >= 0) choose(box, all[at]);
    else if (event.key === "Escape") closeList(box);
    else return;
    event.preventDefault();
  };

  const near = (event, selector) => event.target.closest?.(selector);

  document.addEventListener("input", (event) => {
    const range = near(event, "[data-date-range]");
    if (range) { moveDeparture(range, event.target); countNights(range); }
    const box = near(event, "[data-combobox]");
    if (box && event.target.matches("[role='combobox']")) box.querySelector("input[type='hidden']").value = "";
  });
  document.addEventListener("change", (event) => {
    const form = near(event, "[data-select]");
    if (form && event.target.matches("[data-select-all]")) {
      for (const box of form.querySelectorAll("tbody input[type='checkbox']")) box.checked = event.target.checked;
    }
    if (form) countRows(form);
    const filters = near(event, "form[data-auto-submit]");
    if (filters) filters.requestSubmit();
  });
  document.addEventListener("click", (event) => {
    const button = near(event, "[data-step]");
    if (button) step(button);
    const option = near(event, "[data-combobox] [role='option']");
    if (option) choose(option.closest("[data-combobox]"), option);
    for (const box of document.querySelectorAll("[data-combobox]")) {
      if (!box.contains(event.target)) closeList(box);
    }
  });
  document.addEventListener("keydown", (event) => {
    const box = near(event, "[data-combobox]");
    if (box) moveInList(event, box);
  });

  const prepare = (root) => {
    for (const range of root.querySelectorAll("[data-date-range]")) { moveDeparture(range, null); countNights(range); }
    for (const form of root.querySelectorAll("[data-select]")) countRows(form);
  };
  document.addEventListener("DOMContentLoaded", () => prepare(document));
  document.addEventListener("htmx:afterSettle", (event) => {
    const box = event.target.closest?.("[data-combobox]");
    if (box) box.querySelector("[role='combobox']").setAttribute("aria-expanded", String(options(box).length > 0));
    prepare(document);
  });
})();
