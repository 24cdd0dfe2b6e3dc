// A list whose options have a price fills it into the field that it names, unless somebody typed one
// there. On its way down, so that whoever asks the server about the change asks with the price.
import { byId, hit } from "../elements.js";

/** @type {WeakMap<HTMLInputElement, string>} what was filled in here */
const filled = new WeakMap();

document.addEventListener(
  "change",
  (event) => {
    const list = hit(event, "select[data-fills]", HTMLSelectElement);
    const input = list && byId(list.dataset.fills ?? "", HTMLInputElement);
    if (!input || (input.value && input.value !== filled.get(input))) return;
    input.value = list.selectedOptions[0]?.dataset.price ?? "";
    filled.set(input, input.value);
  },
  true,
);
