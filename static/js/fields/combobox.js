// A field that searches: the server fills its list, this chooses from it by mouse and keys.
import { around, every, hit, need } from "../elements.js";
import { beside, mark, marked, optionsIn } from "./listbox.js";

const BOX = "[data-combobox]";

/** @param {HTMLElement} box */
const fieldOf = (box) => need(box, "[role='combobox']", HTMLInputElement);
/** @param {HTMLElement} box */
const keptIn = (box) => need(box, "input[type='hidden']", HTMLInputElement);

/** @param {HTMLElement} box */
const close = (box) => {
  need(box, "[role='listbox']").replaceChildren();
  fieldOf(box).setAttribute("aria-expanded", "false");
};

/**
 * @param {HTMLElement} box
 * @param {HTMLElement} option
 */
const choose = (box, option) => {
  keptIn(box).value = option.dataset.value ?? "";
  fieldOf(box).value = option.dataset.text || option.textContent.trim();
  close(box);
  box.dispatchEvent(new CustomEvent("chosen", { bubbles: true, detail: { ...option.dataset } }));
};

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement} box
 */
const press = (event, box) => {
  if (!optionsIn(box).length) return;
  const option = marked(box);
  if (event.key === "ArrowDown") mark(box, beside(box, 1));
  else if (event.key === "ArrowUp") mark(box, beside(box, -1));
  else if (event.key === "Enter" && option) choose(box, option);
  else if (event.key === "Escape") close(box);
  else return;
  event.preventDefault();
};

document.addEventListener("input", (event) => {
  const box = around(event, BOX);
  if (box && hit(event, "[role='combobox']")) keptIn(box).value = "";
});
document.addEventListener("click", (event) => {
  const option = around(event, `${BOX} [role='option']`);
  const box = option && around(option, BOX);
  if (box) choose(box, option);
  for (const other of every(document, BOX)) {
    if (!(event.target instanceof Node && other.contains(event.target))) close(other);
  }
});
document.addEventListener("keydown", (event) => {
  const box = around(event, BOX);
  if (box) press(event, box);
});
document.addEventListener("htmx:afterSettle", (event) => {
  const box = around(event, BOX);
  if (box) fieldOf(box).setAttribute("aria-expanded", String(optionsIn(box).length > 0));
});
