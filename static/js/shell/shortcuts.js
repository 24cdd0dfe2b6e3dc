// Keys that work on every page. Single keys can be switched off: speech input and shaking hands
// press them unasked.
import { around, byId, every, find } from "../elements.js";
import { recall, remember } from "../storage.js";
import { openDialog } from "./dialogs.js";

const KEYS = "letter-keys";
const PAUSE_MS = 1500;
const TYPING = "input:not([type='checkbox'], [type='radio']), textarea, select, [contenteditable]";

const hasKeys = () => recall(KEYS) !== "off";

/** @param {KeyboardEvent} event */
const palette = (event) => {
  if (!byId("palette")) return;
  event.preventDefault();
  document.dispatchEvent(new CustomEvent("palette"));
};

// When g was pressed: the next letter is a way to another page.
let goAt = -PAUSE_MS;

/** @param {KeyboardEvent} event */
const single = (event) => {
  const isSecond = event.timeStamp - goAt < PAUSE_MS;
  goAt = -PAUSE_MS;
  if (isSecond) {
    // The list of shortcuts holds the links that the letters stand for.
    find(document, `[data-go="${CSS.escape(event.key)}"]`)?.click();
  } else if (event.key === "/") {
    palette(event);
  } else if (event.key === "?") {
    openDialog(byId("shortcuts", HTMLDialogElement));
  } else if (event.key === "g") {
    goAt = event.timeStamp;
  }
};

/** @param {KeyboardEvent} event */
const isForPalette = ({ key, ctrlKey, metaKey, altKey, shiftKey }) =>
  key.toLowerCase() === "k" && (ctrlKey || metaKey) && !altKey && !shiftKey;

/** @param {KeyboardEvent} event */
const isFree = (event) =>
  !event.ctrlKey &&
  !event.metaKey &&
  !event.altKey &&
  !event.defaultPrevented &&
  hasKeys() &&
  !around(event, TYPING) &&
  !find(document, "dialog[open]");

document.addEventListener("keydown", (event) => {
  if (isForPalette(event)) palette(event);
  else if (isFree(event)) single(event);
});
document.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement) || target.id !== KEYS) return;
  remember(KEYS, target.checked ? "on" : "off");
});
document.addEventListener("DOMContentLoaded", () => {
  const choice = byId(KEYS, HTMLInputElement);
  if (choice) choice.checked = hasKeys();
  if (!/Mac|iP/.test(navigator.platform)) return;
  for (const key of every(document, "kbd")) {
    key.textContent = key.textContent.replace("Ctrl ", "⌘ ");
  }
});
