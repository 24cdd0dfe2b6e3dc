// The options of a list under a field. One of them is marked; the keys move the mark.
import { every } from "../elements.js";

/** @param {HTMLElement} place */
export const optionsIn = (place) => every(place, "[role='option']");

/**
 * @param {HTMLElement} place
 * @param {HTMLElement | null} option
 */
export const mark = (place, option) => {
  for (const other of optionsIn(place)) {
    other.setAttribute("aria-selected", String(other === option));
  }
  option?.scrollIntoView({ block: "nearest" });
};

/** @param {HTMLElement} place */
export const marked = (place) =>
  optionsIn(place).find((option) => option.getAttribute("aria-selected") === "true") ?? null;

/**
 * The option before (-1) or after (1) the marked one, round the ends.
 * @param {HTMLElement} place
 * @param {1 | -1} step
 * @returns {HTMLElement | null}
 */
export const beside = (place, step) => {
  const all = optionsIn(place);
  const option = marked(place);
  const at = option ? all.indexOf(option) : -1;
  return all[(at + step + all.length) % all.length] ?? null;
};
