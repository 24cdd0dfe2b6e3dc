// Who is signed in, as far as this page knows, and the token that its forms carry. Whoever was
// signed out meanwhile signs in over the page, and what waited for it goes on. Without this script
// the log-in is a page of its own, and a form has to be filled in again.
import { every, find } from "../elements.js";

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

const ask = async () => {
  const { again = "", person = "" } = place()?.dataset ?? {};
  // A page for nobody in particular asks nobody to sign in.
  if (!again) return true;
  const answer = await fetch(`${again}?person=${person}`);
  if (isLetIn(answer)) return true;
  if (!answer.ok) throw new Error(`The log-in answers ${answer.status}.`);
  const { signIn } = await import("./sign_in.js");
  const door = { html: await answer.text(), name: place()?.content ?? "", isLetIn, become };
  return signIn(door);
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
