// Whoever was signed out meanwhile signs in over the page that is open, and what waited for it goes
// on. Without this script the log-in is a page of its own, and a form has to be filled in again.
import { around, every, find, hit } from "../elements.js";

const TOKEN = "csrfmiddlewaretoken";

const place = () => find(document, "meta[name='signed-in']", HTMLMetaElement);

/**
 * The page speaks for this person from now on, with the token that the server takes.
 * @param {string} token
 * @param {string} person
 */
const become = (token, person) => {
  place()?.setAttribute("data-person", person);
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
  for (const field of every(document, `input[name='${TOKEN}']`, HTMLInputElement)) {
    field.value = token;
  }
};

/** @param {Response} answer */
const isLetIn = ({ status, headers }) => {
  if (status !== 204) return false;
  become(headers.get("X-CSRFToken") ?? "", headers.get("X-Person") ?? "");
  return true;
};

/** @param {HTMLDialogElement} dialog */
const fillIn = (dialog) => {
  const name = find(dialog, "[name='username']", HTMLInputElement);
  if (name && !name.value) name.value = place()?.content ?? "";
  find(dialog, "[name='password']")?.focus();
};

/**
 * @param {HTMLDialogElement} dialog
 * @param {HTMLFormElement} form
 */
const send = async (dialog, form) => {
  const button = find(form, "button.primary");
  if (button?.hasAttribute("aria-busy")) return;
  button?.setAttribute("aria-busy", "true");
  try {
    const body = new FormData(form);
    const answer = await fetch(form.action, { method: "POST", body });
    if (isLetIn(answer)) dialog.close("in");
    else if ([422, 429].includes(answer.status)) dialog.innerHTML = await answer.text();
    else dialog.innerHTML = await (await fetch(form.action)).text();
    fillIn(dialog);
  } catch {
    document.dispatchEvent(new CustomEvent("no-answer"));
  } finally {
    button?.removeAttribute("aria-busy");
  }
};

/**
 * Show the log-in; whether somebody is signed in when it closes.
 * @param {string} html
 * @returns {Promise<boolean>}
 */
const show = (html) => {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.id = "sign-in";
  dialog.setAttribute("aria-labelledby", "sign-in-title");
  dialog.innerHTML = html;
  document.body.append(dialog);
  dialog.addEventListener("submit", (event) => {
    const form = hit(event, "form", HTMLFormElement);
    event.preventDefault();
    if (form) send(dialog, form);
  });
  dialog.addEventListener("click", (event) => {
    const button = around(event, "[data-goes-on], [data-closes]");
    const form = button && around(button, "form", HTMLFormElement);
    if (!form) return;
    if (button.matches("[data-closes]")) dialog.close();
    else {
      const token = find(form, `[name='${TOKEN}']`, HTMLInputElement)?.value ?? "";
      become(token, form.dataset.person ?? "");
      dialog.close("in");
    }
  });
  dialog.showModal();
  fillIn(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "in");
    });
  });
};

const ask = async () => {
  const { again = "", person = "" } = place()?.dataset ?? {};
  // A page for nobody in particular asks nobody to sign in.
  if (!again) return true;
  const answer = await fetch(`${again}?person=${person}`);
  if (isLetIn(answer)) return true;
  if (!answer.ok) throw new Error(`The log-in answers ${answer.status}.`);
  return show(await answer.text());
};

/** @type {Promise<boolean> | null} one question for everything that waits */
let asked = null;

/**
 * Whether the person of this page is signed in, after a log-in if need be; with a token that holds.
 * It throws where the server does not answer.
 */
export const isSignedIn = () => {
  asked ??= ask().finally(() => {
    asked = null;
  });
  return asked;
};
