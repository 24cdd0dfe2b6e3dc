// What was typed after a request left stays when its answer exchanges the field.
import { every, find } from "../elements.js";

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */
/** @typedef {{ value: string, start: number | null, end: number | null }} Typed */

// A combobox keeps the id that belongs to its text in a hidden field.
const FIELDS =
  "input[id]:not([type='hidden'], [type='password'], [type='file']), textarea[id], select[id]";
const KEPT = "[data-combobox] > input[type='hidden']";

/** @returns {[string, Field][]} the fields of the page under a selector that finds them again */
const fields = () => [
  ...every(document, FIELDS).map((field) => named(`#${CSS.escape(field.id)}`, field)),
  ...every(document, KEPT, HTMLInputElement).map((field) =>
    named(`${KEPT}[name='${CSS.escape(field.name)}']`, field),
  ),
];

/**
 * @param {string} selector
 * @param {HTMLElement} field
 * @returns {[string, Field]}
 */
const named = (selector, field) => [selector, /** @type {Field} */ (field)];

/** @param {Field} field */
const isTicked = (field) =>
  field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type);

/** @param {Field} field */
const said = (field) =>
  isTicked(field) ? String(/** @type {HTMLInputElement} */ (field).checked) : field.value;

/** @type {WeakMap<object, Map<string, string>>} */
const atSending = new WeakMap();
/** @type {WeakMap<object, Map<string, Typed>>} */
const typedSince = new WeakMap();

/**
 * @param {Field} field
 * @param {Typed} typed
 */
const giveBack = (field, { value, start, end }) => {
  if (said(field) === value) return;
  if (isTicked(field)) /** @type {HTMLInputElement} */ (field).checked = value === "true";
  else field.value = value;
  if (start !== null && field === document.activeElement && "setSelectionRange" in field) {
    field.setSelectionRange(start, end);
  }
};

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  atSending.set(
    detail.requestConfig,
    new Map(fields().map(([name, field]) => [name, said(field)])),
  );
});
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const before = detail.requestConfig && atSending.get(detail.requestConfig);
  if (!before || !detail.requestConfig) return;
  /** @type {Map<string, Typed>} */
  const typed = new Map();
  for (const [name, field] of fields()) {
    const value = said(field);
    const [start, end] =
      "selectionStart" in field ? [field.selectionStart, field.selectionEnd] : [null, null];
    if (before.has(name) && before.get(name) !== value) typed.set(name, { value, start, end });
  }
  typedSince.set(detail.requestConfig, typed);
});
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  for (const [name, typed] of typedSince.get(detail.requestConfig) ?? []) {
    const field = find(document, name);
    if (field) giveBack(/** @type {Field} */ (field), typed);
  }
});
