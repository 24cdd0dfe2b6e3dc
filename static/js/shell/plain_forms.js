// A form that leads to another page asks first whether the server is there and still knows the
// person. So nothing typed is lost without a network, after the session has ended, or after a
// log-in in another tab. Without this script the form goes as it is.
import { byId, hit } from "../elements.js";
import { begin, count, end } from "./busy.js";
import { isSignedIn } from "./session.js";

/**
 * Send the form as the browser would have, with what the button adds.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 */
const deliver = (form, button) => {
  const before = { action: form.getAttribute("action"), target: form.getAttribute("target") };
  if (button instanceof HTMLButtonElement || button instanceof HTMLInputElement) {
    const { name, value } = button;
    const add = (/** @type {FormDataEvent} */ { formData }) => formData.append(name, value);
    if (name) form.addEventListener("formdata", add, { once: true });
    for (const what of /** @type {const} */ (["action", "target"])) {
      const own = button.getAttribute(`form${what}`);
      if (own) form.setAttribute(what, own);
    }
  }
  HTMLFormElement.prototype.submit.call(form);
  for (const [what, value] of Object.entries(before)) {
    if (value === null) form.removeAttribute(what);
    else form.setAttribute(what, value);
  }
};

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 */
const send = async (form, button) => {
  let isLeaving = false;
  count(1);
  try {
    if (await isSignedIn()) {
      deliver(form, button);
      isLeaving = !(button?.getAttribute("formtarget") || form.target);
    }
  } catch {
    // Where no toast can say it, the browser does.
    if (byId("toasts")) document.dispatchEvent(new CustomEvent("no-answer"));
    else deliver(form, button);
  }
  if (isLeaving) return;
  count(-1);
  end(form, button ?? form);
};

document.addEventListener("submit", (event) => {
  const form = hit(event, "form[method='post']", HTMLFormElement);
  // What htmx sends is prevented here, and asks when it is refused.
  if (!form || event.defaultPrevented) return;
  event.preventDefault();
  begin(form, event.submitter ?? form);
  send(form, event.submitter);
});
