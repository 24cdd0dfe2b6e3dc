// The plan's sentences, in the person's language, as the page holds them.
import { byId } from "../elements.js";

/** @typedef {Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }} Counted */
/**
 * @typedef {object} Texts
 * @property {Counted} found
 * @property {Counted} nights
 * @property {string} nothing
 * @property {string} past
 * @property {string} fixed
 * @property {string} lifted
 * @property {string} lost
 */

/** @type {Texts} */
export const texts = JSON.parse(byId("plan-texts")?.textContent ?? "{}");
const plurals = new Intl.PluralRules(document.documentElement.lang || "en");

/**
 * @param {"found" | "nights"} name
 * @param {number} count
 */
export const counted = (name, count) =>
  (texts[name][plurals.select(count)] ?? texts[name].other).replace("#", String(count));

/**
 * @param {string} level
 * @param {string} text
 */
export const toast = (level, text) =>
  document.dispatchEvent(new CustomEvent("toast", { detail: { level, text } }));
