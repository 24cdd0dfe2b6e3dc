// Asks for the parts of the day each minute while somebody looks, and when they come back.
// Nothing moves under a hand: whoever works in the page, or reads a table in it, is left alone.
import { find, need } from "./elements.js";

const EVERY_MS = 60 * 1000;
const LOOK_MS = 5 * 1000;

const parts = need(document, "#today");
let asked = Date.now();

const isAtWork = () =>
  parts.contains(document.activeElement) ||
  find(parts, "details[open]") !== null ||
  find(document, "dialog[open]") !== null;

const refresh = () => {
  const isDue = Date.now() - asked >= EVERY_MS;
  if (!isDue || document.visibilityState !== "visible" || isAtWork()) return;
  asked = Date.now();
  window.htmx.trigger(parts, "refresh");
};

setInterval(refresh, LOOK_MS);
document.addEventListener("visibilitychange", refresh);
