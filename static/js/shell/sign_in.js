// The log-in over the page that is open (session.js), loaded when somebody was signed out.
import { around, find, hit, need } from "../elements.js";

/**
 * @typedef {object} Door
 * @property {string} html what the server shows
 * @property {string} name of the person whom the page knows
 * @property {(answer: Response) => boolean} isLetIn
 * @property {(token: string, person: string) => void} become
 */

/**
 * @param {HTMLDialogElement} dialog
 * @param {string} name
 */
const fillIn = (dialog, name) => {
  const field = find(dialog, "[name='username']", HTMLInputElement);
  if (field && !field.value) field.value = name;
  find(dialog, "[name='password']")?.focus();
};

/**
 * @param {HTMLDialogElement} dialog
 * @param {HTMLFormElement} form
 * @param {Door} door
 */
const send = async (dialog, form, { name, isLetIn }) => {
  const button = find(form, "button.primary");
  if (button?.hasAttribute("aria-busy")) return;
  button?.setAttribute("aria-busy", "true");
  try {
    const body = new FormData(form);
    const answer = await fetch(form.action, { method: "POST", body });
    if (isLetIn(answer)) dialog.close("in");
    else if ([422, 429].includes(answer.status)) dialog.innerHTML = await answer.text();
    else dialog.innerHTML = await (await fetch(form.action)).text();
    fillIn(dialog, name);
  } catch {
    document.dispatchEvent(new CustomEvent("no-answer"));
  } finally {
    button?.removeAttribute("aria-busy");
  }
};

/**
 * Show the log-in; whether somebody is signed in when it closes.
 * @param {Door} door
 * @returns {Promise<boolean>}
 */
export const signIn = (door) => {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.id = "sign-in";
  dialog.setAttribute("aria-labelledby", "sign-in-title");
  dialog.innerHTML = door.html;
  document.body.append(dialog);
  dialog.addEventListener("submit", (event) => {
    const form = hit(event, "form", HTMLFormElement);
    event.preventDefault();
    if (form) send(dialog, form, door);
  });
  dialog.addEventListener("click", (event) => {
    const button = around(event, "[data-goes-on], [data-closes]");
    const form = button && around(button, "form", HTMLFormElement);
    if (!form) return;
    if (button.matches("[data-closes]")) dialog.close();
    else {
      const token = need(form, "[name='csrfmiddlewaretoken']", HTMLInputElement);
      door.become(token.value, form.dataset.person ?? "");
      dialog.close("in");
    }
  });
  dialog.showModal();
  fillIn(dialog, door.name);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "in");
    });
  });
};
