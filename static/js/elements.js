// Elements found by selector and kind. The scripts say what kind of element they expect, and
// TypeScript holds them to what such an element has; one of another kind counts as not there.

/**
 * @template {Element} T
 * @typedef {{ new (): T, prototype: T }} Kind
 */

/** @type {Kind<any>} */
const ANY = HTMLElement;

/**
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} place
 * @param {string} selector
 * @param {Kind<T>} [kind]
 * @returns {T | null}
 */
export const find = (place, selector, kind = ANY) => {
  const found = place.querySelector(selector);
  return found instanceof kind ? found : null;
};

/**
 * @template {Element} [T=HTMLElement]
 * @param {string} id
 * @param {Kind<T>} [kind]
 * @returns {T | null}
 */
export const byId = (id, kind = ANY) => {
  const found = document.getElementById(id);
  return found instanceof kind ? found : null;
};

/**
 * Like `find`, for what must be there: a page without it is broken, and says so.
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} place
 * @param {string} selector
 * @param {Kind<T>} [kind]
 * @returns {T}
 */
export const need = (place, selector, kind = ANY) => {
  const found = find(place, selector, kind);
  if (!found) throw new Error(`Nothing here is a ${selector}.`);
  return found;
};

/**
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} place
 * @param {string} selector
 * @param {Kind<T>} [kind]
 * @returns {T[]}
 */
export const every = (place, selector, kind = ANY) => {
  /** @type {T[]} */
  const found = [];
  for (const element of place.querySelectorAll(selector)) {
    if (element instanceof kind) found.push(element);
  }
  return found;
};

/**
 * The nearest one around an element, or around where an event happened.
 * @template {Element} [T=HTMLElement]
 * @param {Element | Event} where
 * @param {string} selector
 * @param {Kind<T>} [kind]
 * @returns {T | null}
 */
export const around = (where, selector, kind = ANY) => {
  const inner = where instanceof Event ? where.target : where;
  const found = inner instanceof Element ? inner.closest(selector) : null;
  return found instanceof kind ? found : null;
};

/**
 * Where an event happened, if it is one of these.
 * @template {Element} [T=HTMLElement]
 * @param {Event} event
 * @param {string} selector
 * @param {Kind<T>} [kind]
 * @returns {T | null}
 */
export const hit = (event, selector, kind = ANY) => {
  const { target } = event;
  return target instanceof kind && target.matches(selector) ? target : null;
};

/**
 * A copy of what a <template> holds.
 * @param {ParentNode} place
 * @param {string} selector
 * @returns {HTMLElement}
 */
export const copyOf = (place, selector) => {
  const first = need(place, selector, HTMLTemplateElement).content.firstElementChild;
  if (!(first instanceof HTMLElement)) throw new Error(`${selector} is empty.`);
  return /** @type {HTMLElement} */ (first.cloneNode(true));
};

/**
 * Do this with the page when it has come, and again whenever a part of it has been exchanged.
 * @param {() => void} prepare
 */
export const whenSettled = (prepare) => {
  document.addEventListener("DOMContentLoaded", prepare);
  document.addEventListener("htmx:afterSettle", prepare);
};

/**
 * Whether this answer of htmx leads the browser to another page, or to this one anew.
 * @param {XMLHttpRequest} answer
 */
export const leavesPage = (answer) =>
  ["HX-Redirect", "HX-Refresh"].some((name) => answer.getResponseHeader(name));
