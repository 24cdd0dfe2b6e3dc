// What a searched list offers: the options that fit what is typed, under the names of their groups.
import { plain } from "../words.js";

/**
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} name
 * @param {Record<string, string>} attributes
 * @param {string} text
 */
export const element = (name, attributes, text = "") => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
};

/** @param {HTMLOptionElement | undefined} option */
export const shortName = (option) =>
  option?.dataset.short || (option?.value ? option.text.trim() : "");

/**
 * @param {HTMLOptionElement} option
 * @param {string[]} words
 */
const fits = (option, words) => {
  const text = ` ${plain(`${option.dataset.short || option.value} ${option.text}`)}`;
  return words.every(
    (word) => text.includes(` ${word}`) || (text.includes(word) && word.length > 2),
  );
};

/**
 * The options that fit, with their places. An option that stands in two groups fits once.
 * @param {HTMLSelectElement} select
 * @param {string[]} words
 */
const fitting = (select, words) => {
  const seen = new Set();
  return [...select.options].filter((option) => {
    if (words.length && (!fits(option, words) || seen.has(option.value))) return false;
    seen.add(option.value);
    return true;
  });
};

/**
 * @param {HTMLOptionElement} option
 * @param {HTMLSelectElement} select
 * @param {number} number
 */
const row = (option, select, number) => {
  const selected = String(option.selected);
  const id = `${select.id}-option-${number}`;
  const attributes = { role: "option", id, "data-value": option.value, "aria-selected": selected };
  return element("li", attributes, option.text.trim());
};

/**
 * @param {HTMLSelectElement} select
 * @param {string[]} words
 */
export const rowsFor = (select, words) => {
  const made = [];
  let group = "";
  for (const [number, option] of fitting(select, words).entries()) {
    const label = words.length ? "" : (option.closest("optgroup")?.label ?? "");
    if (label && label !== group) {
      made.push(element("li", { role: "presentation", class: "combobox-group" }, label));
    }
    group = label;
    made.push(row(option, select, number));
  }
  return made;
};
