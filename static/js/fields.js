// Small aids of forms: nights counted, persons stepped, filters sent, rows selected, answers chosen,
// long lists searched.
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

  // --- a long list that is searched ----------------------------------------------------------
  // <select data-search> keeps the value; a combobox of its options is shown in its place.
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const shortName = (option) => option?.dataset.short || (option?.value ? option.text.trim() : "");
  const fits = (option, words) => {
    const text = ` ${plain(`${option.dataset.short || option.value} ${option.text}`)}`;
    return words.every((word) => text.includes(` ${word}`) || text.includes(word) && word.length > 2);
  };
  const element = (name, attributes, text = "") => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text) made.textContent = text;
    return made;
  };
  const item = (option, select, number) => element("li", {
    role: "option", id: `${select.id}-option-${number}`, "data-value": option.value,
    "aria-selected": String(option.selected),
  }, option.text.trim());
  const listOptions = (select, list, typed) => {
    const words = plain(typed).split(/\s+/).filter(Boolean);
    // Filtered, an option that stands in two groups is offered once.
    const seen = new Set();
    const found = [...select.options].filter((option) => {
      if (words.length && (!fits(option, words) || seen.has(option.value))) return false;
      seen.add(option.value);
      return true;
    });
    let group = null;
    const rows = [];
    for (const [number, option] of found.entries()) {
      const label = words.length ? null : option.closest("optgroup")?.label;
      if (label && label !== group) rows.push(element("li", { role: "presentation", class: "combobox-group" }, label));
      group = label;
      rows.push(item(option, select, number));
    }
    list.replaceChildren(...rows);
    const chosen = words.length ? null : list.querySelector("[aria-selected='true']");
    markChoice(list, chosen || list.querySelector("[role='option']"));
  };
  const markChoice = (list, option) => {
    for (const other of list.querySelectorAll("[role='option']")) other.setAttribute("aria-selected", String(other === option));
    option?.scrollIntoView({ block: "nearest" });
    const input = list.previousElementSibling;
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  };
  const openChoice = (select, input, list, typed = "") => {
    listOptions(select, list, typed);
    input.setAttribute("aria-expanded", String(list.childElementCount > 0));
  };
  const closeChoice = (select, input, list) => {
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    input.value = shortName(select.selectedOptions[0]);
  };
  const takeChoice = (select, input, list, value) => {
    const changed = select.value !== value;
    select.value = value;
    closeChoice(select, input, list);
    if (changed) select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const pressInChoice = (event, select, input, list) => {
    const all = [...list.querySelectorAll("[role='option']")];
    const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const isOpen = all.length > 0;
    if (event.key === "ArrowDown" && !isOpen) openChoice(select, input, list);
    else if (event.key === "ArrowDown") markChoice(list, all[(at + 1) % all.length]);
    else if (event.key === "ArrowUp" && isOpen) markChoice(list, all[(at - 1 + all.length) % all.length]);
    else if (event.key === "Enter" && isOpen && at >= 0) takeChoice(select, input, list, all[at].dataset.value);
    else if (event.key === "Escape" && isOpen) { closeChoice(select, input, list); event.stopPropagation(); }
    else return;
    event.preventDefault();
  };
  let choiceCount = 0;
  const searchable = (select) => {
    choiceCount += 1;
    const id = select.id || `choice-${choiceCount}`;
    const box = element("div", { class: "combobox choice-box" });
    const input = element("input", {
      class: "input", id, type: "text", role: "combobox", autocomplete: "off", "aria-autocomplete": "list",
      "aria-expanded": "false", "aria-controls": `${id}-list`, spellcheck: "false",
    });
    for (const name of ["aria-label", "aria-describedby", "aria-invalid"]) {
      if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    }
    const label = select.labels?.[0]?.textContent.trim() || select.getAttribute("aria-label") || "";
    const list = element("ul", { class: "combobox-list", id: `${id}-list`, role: "listbox", "aria-label": label });
    input.disabled = select.disabled;
    select.id = `${id}-value`;
    select.hidden = true;
    select.removeAttribute("aria-label");
    delete select.dataset.search;
    select.after(box);
    box.append(input, list);
    closeChoice(select, input, list);
    input.addEventListener("focus", () => input.select());
    input.addEventListener("click", () => { if (!list.childElementCount) openChoice(select, input, list); });
    input.addEventListener("input", (event) => { event.stopPropagation(); openChoice(select, input, list, input.value); });
    input.addEventListener("keydown", (event) => pressInChoice(event, select, input, list));
    input.addEventListener("blur", () => {
      // Emptied, the field takes the empty choice; a half typed word changes nothing.
      const isEmpty = !input.value.trim() && [...select.options].some((option) => option.value === "");
      if (isEmpty) takeChoice(select, input, list, "");
      else closeChoice(select, input, list);
    });
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role='option']");
      if (option) takeChoice(select, input, list, option.dataset.value);
    });
    select.form?.addEventListener("reset", () => setTimeout(() => closeChoice(select, input, list)));
  };

  const prepare = (root) => {
    for (const range of root.querySelectorAll("[data-date-range]")) { moveDeparture(range, null); countNights(range); }
    for (const form of root.querySelectorAll("[data-select]")) countRows(form);
    for (const select of root.querySelectorAll("select[data-search]")) searchable(select);
  };
  document.addEventListener("DOMContentLoaded", () => prepare(document));
  document.addEventListener("htmx:afterSettle", (event) => {
    const box = event.target.closest?.("[data-combobox]");
    if (box) box.querySelector("[role='combobox']").setAttribute("aria-expanded", String(options(box).length > 0));
    prepare(document);
  });
})();
