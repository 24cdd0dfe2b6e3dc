// A long list that is searched. <select data-search> keeps the value; a field with the list of
// what fits is shown in its place.
import { around, every, whenSettled } from "../elements.js";
import { wordsOf } from "../words.js";
import { beside, mark, marked, optionsIn } from "./listbox.js";
import { element, rowsFor, shortName } from "./long_list_rows.js";

/** @typedef {{ select: HTMLSelectElement, input: HTMLInputElement, list: HTMLElement }} Choice */

// --- open, mark, take --------------------------------------------------------------------------

/**
 * @param {Choice} choice
 * @param {HTMLElement | null} option
 */
const point = ({ input, list }, option) => {
  mark(list, option);
  if (option) input.setAttribute("aria-activedescendant", option.id);
  else input.removeAttribute("aria-activedescendant");
};

/**
 * @param {Choice} choice
 * @param {string} typed
 */
const open = (choice, typed = "") => {
  const { select, input, list } = choice;
  const words = wordsOf(typed);
  list.replaceChildren(...rowsFor(select, words));
  const chosen = words.length ? null : marked(list);
  point(choice, chosen ?? optionsIn(list)[0] ?? null);
  input.setAttribute("aria-expanded", String(list.childElementCount > 0));
};

/** @param {Choice} choice */
const close = ({ select, input, list }) => {
  list.replaceChildren();
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
  input.value = shortName(select.selectedOptions[0]);
};

/**
 * @param {Choice} choice
 * @param {string} value
 */
const take = (choice, value) => {
  const changed = choice.select.value !== value;
  choice.select.value = value;
  close(choice);
  if (changed) choice.select.dispatchEvent(new Event("change", { bubbles: true }));
};

/**
 * @param {KeyboardEvent} event
 * @param {Choice} choice
 */
const press = (event, choice) => {
  const option = marked(choice.list);
  const isOpen = optionsIn(choice.list).length > 0;
  if (event.key === "ArrowDown") {
    if (isOpen) point(choice, beside(choice.list, 1));
    else open(choice);
  } else if (event.key === "ArrowUp" && isOpen) point(choice, beside(choice.list, -1));
  else if (event.key === "Enter" && option) take(choice, option.dataset.value ?? "");
  else if (event.key === "Escape" && isOpen) {
    close(choice);
    event.stopPropagation();
  } else return;
  event.preventDefault();
};

/**
 * Emptied, the field takes the empty option; a half typed word changes nothing.
 * @param {Choice} choice
 */
const leave = (choice) => {
  const { select, input } = choice;
  const isEmpty = !input.value.trim() && [...select.options].some(({ value }) => value === "");
  if (isEmpty) take(choice, "");
  else close(choice);
};

// --- the field in place of the list ------------------------------------------------------------

let count = 0;

/**
 * @param {HTMLSelectElement} select
 * @param {string} id
 * @returns {Choice}
 */
const build = (select, id) => {
  const input = element("input", {
    class: "input",
    id,
    type: "text",
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": `${id}-list`,
    spellcheck: "false",
  });
  for (const name of ["aria-label", "aria-describedby", "aria-invalid"]) {
    const value = select.getAttribute(name);
    if (value !== null) input.setAttribute(name, value);
  }
  input.disabled = select.disabled;
  const label = select.labels[0]?.textContent.trim() || select.getAttribute("aria-label") || "";
  const attributes = { class: "combobox-list", id: `${id}-list`, role: "listbox" };
  return { select, input, list: element("ul", { ...attributes, "aria-label": label }) };
};

/** @param {Choice} choice */
const listen = (choice) => {
  const { select, input, list } = choice;
  input.addEventListener("focus", () => input.select());
  input.addEventListener("click", () => {
    if (!list.childElementCount) open(choice);
  });
  input.addEventListener("input", (event) => {
    event.stopPropagation();
    open(choice, input.value);
  });
  input.addEventListener("keydown", (event) => press(event, choice));
  input.addEventListener("blur", () => leave(choice));
  // The field keeps the focus while the mouse chooses.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = around(event, "[role='option']");
    if (option) take(choice, option.dataset.value ?? "");
  });
  select.form?.addEventListener("reset", () => setTimeout(() => close(choice)));
};

/** @param {HTMLSelectElement} select */
const replace = (select) => {
  count += 1;
  const id = select.id || `choice-${count}`;
  const choice = build(select, id);
  const box = element("div", { class: "combobox choice-box" });
  select.id = `${id}-value`;
  select.hidden = true;
  select.removeAttribute("aria-label");
  delete select.dataset.search;
  select.after(box);
  box.append(choice.input, choice.list);
  close(choice);
  listen(choice);
};

whenSettled(() => {
  for (const select of every(document, "select[data-search]", HTMLSelectElement)) replace(select);
});
