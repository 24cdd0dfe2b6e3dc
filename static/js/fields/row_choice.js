// Rows of a table are ticked, one by one or all at once; what can be done with them appears.
import { around, every, find, hit, whenSettled } from "../elements.js";

const FORM = "[data-select]";

/** @param {HTMLElement} form */
const boxesOf = (form) => every(form, "tbody input[type='checkbox']", HTMLInputElement);

/** @param {HTMLElement} form */
const count = (form) => {
  const boxes = boxesOf(form);
  const ticked = boxes.filter((box) => box.checked).length;
  const all = find(form, "[data-select-all]", HTMLInputElement);
  if (all) {
    all.checked = ticked > 0 && ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  }
  for (const bar of every(form, ".bulk-bar")) bar.hidden = ticked === 0;
  for (const place of every(form, "[data-count]")) place.textContent = String(ticked);
};

document.addEventListener("change", (event) => {
  const form = around(event, FORM);
  if (!form) return;
  const all = hit(event, "[data-select-all]", HTMLInputElement);
  if (all) for (const box of boxesOf(form)) box.checked = all.checked;
  count(form);
});

whenSettled(() => {
  for (const form of every(document, FORM)) count(form);
});
