// Panel and dialogs. Whoever opened one gets the focus back; where its menu has closed, the
// menu's button does.
import { around, byId, every, find, hit } from "../elements.js";
import { closeMenus } from "./menus.js";

/** @type {WeakMap<HTMLElement, HTMLElement | null>} */
const openers = new WeakMap();

/**
 * @param {HTMLDialogElement | null} dialog
 * @param {HTMLElement | null} opener
 */
export const openDialog = (dialog, opener = find(document, ":focus")) => {
  if (!dialog || dialog.open) return;
  openers.set(dialog, opener);
  closeMenus(null);
  dialog.showModal();
};

/** @param {HTMLElement} dialog */
export const openerOf = (dialog) => openers.get(dialog) ?? null;

/** @param {Element} opener */
const placesOf = (opener) => {
  const menu = around(opener, "details.menu");
  const again = byId(opener.id);
  return [opener, menu && find(menu, "summary"), again, byId("main")];
};

/**
 * @param {Element | null} place
 * @returns {place is HTMLElement}
 */
const isInSight = (place) =>
  place instanceof HTMLElement && place.isConnected && place.checkVisibility();

/** @param {HTMLElement} dialog */
const giveBack = (dialog) => {
  const toasts = byId("toasts");
  if (toasts && around(toasts, "dialog") === dialog) document.body.append(toasts);
  const opener = openerOf(dialog);
  if (!opener || find(document, "dialog[open]")) return;
  placesOf(opener).find(isInSight)?.focus({ preventScroll: true });
};

// A dialog's own closing reaches nobody above it: it is heard on its way down.
document.addEventListener(
  "close",
  (event) => {
    if (event.target instanceof HTMLElement) giveBack(event.target);
  },
  true,
);
document.addEventListener("click", (event) => {
  const opener = around(event, "[data-opens]");
  if (opener) openDialog(byId(opener.dataset.opens ?? "", HTMLDialogElement), opener);
  const closer = around(event, "[data-closes]");
  if (closer) around(closer, "dialog", HTMLDialogElement)?.close();
  // The backdrop belongs to the dialog; a click on it hits the dialog itself.
  hit(event, "dialog[open]", HTMLDialogElement)?.close();
});
document.addEventListener("close-panel", () => {
  for (const dialog of every(document, "dialog[open]", HTMLDialogElement)) dialog.close();
});
document.addEventListener(
  "submit",
  (event) => {
    const question = event.target instanceof HTMLElement ? event.target.dataset.confirm : "";
    if (question && !window.confirm(question)) event.preventDefault();
  },
  true,
);
