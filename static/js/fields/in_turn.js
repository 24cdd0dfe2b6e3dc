// A form whose presses wait for each other: what is pressed while an answer is under way goes with
// the next request, so no press is lost. The attribute names the button that ends the form: it is
// sent alone, after the others. Without this script every press sends the form by itself.
import { around, byId, every, find, hit, leavesPage } from "../elements.js";
import { isPutOff } from "../shell/sent_again.js";

const FORM = "form[data-in-turn]";

/** @typedef {{ name: string, value: string }} Press */

/** @type {Press[]} */
const waiting = [];
/** @type {Press[]} those that are under way */
let sent = [];

/**
 * What a press says; a number field that belongs to the button says how often.
 * @param {HTMLButtonElement} button
 * @returns {Press}
 */
const pressOf = (button) => {
  const many = byId(button.dataset.count ?? "", HTMLInputElement)?.value;
  return { name: button.name, value: many ? `${button.value}*${many}` : button.value };
};

/** @param {HTMLFormElement} form */
const sendNext = (form) => {
  const ends = waiting.findIndex(({ name }) => name === form.dataset.inTurn);
  sent = waiting.splice(0, ends < 0 ? waiting.length : Math.max(ends, 1));
  if (sent.length) window.htmx.trigger(form, "submit");
};

document.addEventListener(
  "submit",
  (event) => {
    const form = hit(event, FORM, HTMLFormElement);
    const { submitter: button } = event;
    if (!form || !(button instanceof HTMLButtonElement)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const press = pressOf(button);
    const ends = press.name === form.dataset.inTurn;
    if (ends && [...sent, ...waiting].some(({ name }) => name === press.name)) return;
    button.setAttribute("aria-busy", "true");
    waiting.push(press);
    if (!sent.length) sendNext(form);
  },
  true,
);
document.addEventListener("keydown", (event) => {
  const input = event.key === "Enter" && hit(event, "input[data-presses]", HTMLInputElement);
  const button = input && byId(input.dataset.presses ?? "", HTMLButtonElement);
  if (!button) return;
  event.preventDefault();
  if (input.reportValidity()) button.click();
});
document.addEventListener("htmx:configRequest", ({ detail }) => {
  const form = detail.elt;
  if (!form.matches(FORM)) return;
  for (const { name } of every(form, "button[name]", HTMLButtonElement)) {
    detail.formData.delete(name);
  }
  for (const { name, value } of sent) detail.formData.append(name, value);
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  // A form that was exchanged is there again under its name.
  const form = detail.elt.matches(FORM) && byId(detail.elt.id, HTMLFormElement);
  if (!form || leavesPage(detail.xhr) || isPutOff(detail.xhr)) return;
  sent = [];
  if (waiting.length) {
    sendNext(form);
    return;
  }
  for (const button of every(form, "[aria-busy]")) button.removeAttribute("aria-busy");
  if (document.activeElement !== document.body) return;
  const home = find(form, "[aria-invalid='true'], [data-home]");
  home?.focus({ preventScroll: !around(home, ".field") });
});
document.addEventListener("given-up", (event) => {
  const form = hit(event, FORM);
  if (!form) return;
  sent = [];
  waiting.length = 0;
  for (const button of every(form, "[aria-busy]")) button.removeAttribute("aria-busy");
});
