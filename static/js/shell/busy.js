// Whatever is sent says so on its button, and isn't sent a second time before the answer is there.
// Plain forms (plain_forms.js) begin and end by themselves; so does a form that keeps its own order
// (fields/in_turn.js).
import { around, byId, every, leavesPage } from "../elements.js";

const IN_TURN = "[data-in-turn]";

/** @type {WeakSet<Element>} */
const sent = new WeakSet();

// Whoever listens is told where it takes longer.
const LONG_MS = 800;

let waiting = 0;
let timer = 0;

/**
 * So many answers more, or less, that the page waits for.
 * @param {number} step
 */
export const count = (step) => {
  waiting = Math.max(0, waiting + step);
  document.documentElement.toggleAttribute("data-busy", waiting > 0);
};

/** @param {boolean} isWorking */
const say = (isWorking) => {
  const works = byId("works");
  clearTimeout(timer);
  if (!works) return;
  works.textContent = "";
  if (!isWorking) return;
  timer = window.setTimeout(() => {
    works.textContent = works.dataset.text ?? "";
  }, LONG_MS);
};

/**
 * What was pressed to send this.
 * @param {Element} sender
 * @param {Event | undefined} event
 */
const buttonOf = (sender, event) =>
  event instanceof SubmitEvent && event.submitter ? event.submitter : sender;

/**
 * @param {Element} sender
 * @param {Element} button
 */
export const begin = (sender, button) => {
  sent.add(sender);
  say(true);
  if (button.matches("button")) button.setAttribute("aria-busy", "true");
};

/**
 * @param {Element} sender
 * @param {Element} button
 */
export const end = (sender, button) => {
  sent.delete(sender);
  say(false);
  button.removeAttribute("aria-busy");
};

document.addEventListener(
  "submit",
  (event) => {
    if (!(event.target instanceof Element && sent.has(event.target))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);
document.addEventListener(
  "click",
  (event) => {
    const button = around(event, "button[aria-busy='true']");
    if (!button || !sent.has(button)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);
document.addEventListener("htmx:beforeRequest", () => count(1));
document.addEventListener("htmx:afterRequest", () => count(-1));
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  const { elt, requestConfig } = detail;
  if (requestConfig.verb !== "post" || !elt.matches("form, button") || elt.matches(IN_TURN)) return;
  begin(elt, buttonOf(elt, requestConfig.triggeringEvent));
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const { elt, requestConfig, xhr } = detail;
  // Where the browser goes to another page, the button says so until it is there.
  if (requestConfig.verb !== "post" || elt.matches(IN_TURN) || leavesPage(xhr)) return;
  end(elt, buttonOf(elt, requestConfig.triggeringEvent));
});
// A page that comes back from the browser's memory is as it was when it was left.
window.addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  count(-waiting);
  for (const button of every(document, "[aria-busy='true']")) button.removeAttribute("aria-busy");
  for (const form of every(document, "form")) sent.delete(form);
});
