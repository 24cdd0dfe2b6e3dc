// The keyboard stays where it was: after a part of the page has been exchanged, and after a page
// was loaded anew by a deed on it. What was pressed gets the focus back; where it has gone with its
// row, the next thing that is still there does.
import { around, every, find } from "../elements.js";
import { recall, remember } from "../storage.js";
import { openerOf } from "./dialogs.js";

const STORE = "place";
const STOPS = "a[href], button, input:not([type='hidden']), select, textarea, summary";
const NAMES = ["hx-get", "hx-post", "formaction", "href"];
// How many of the next stops are remembered, and how old a place may be.
const MANY = 40;
const OLD_MS = 30_000;
/** @typedef {{ name: string, number: number }} Place */
// Where there is nothing of it any more.
const HOME = ["#main .button.primary", "#main"].map((name) => ({ name, number: 0 }));
const session = () => sessionStorage;

/**
 * A selector that finds it again, if it has something of its own.
 * @param {Element} stop
 */
const nameOf = (stop) => {
  if (stop.id) return `#${CSS.escape(stop.id)}`;
  for (const name of NAMES) {
    const value = stop.getAttribute(name);
    if (value) return `[${name}="${CSS.escape(value)}"]`;
  }
  const action = around(stop, "form")?.getAttribute("action");
  const tag = stop.localName;
  const named = stop.getAttribute("name");
  const own = named ? `[name="${CSS.escape(named)}"]` : "";
  return action ? `form[action="${CSS.escape(action)}"] ${tag}${own}` : "";
};

/**
 * Its name and which of those with this name it is: two links may lead to one page.
 * @param {HTMLElement} stop
 * @returns {Place}
 */
const placeOf = (stop) => {
  const name = nameOf(stop);
  return { name, number: name ? every(document, name).indexOf(stop) : 0 };
};

/**
 * Where the keyboard is, and what comes after it.
 * @param {HTMLElement} at
 */
const placesFrom = (at) => {
  const stops = every(around(at, "#main") ?? document, STOPS);
  const first = stops.indexOf(at);
  const next = first < 0 ? [at] : stops.slice(first, first + MANY);
  return next.map(placeOf).filter(({ name }) => name);
};

/** @param {Place[]} places */
const goTo = (places) => {
  for (const { name, number } of [...places, ...HOME]) {
    const stop = every(document, name)[number];
    if (!stop?.checkVisibility()) continue;
    stop.focus({ preventScroll: true });
    if (stop.id !== "main") stop.scrollIntoView({ block: "nearest" });
    return;
  }
};

/** What has the focus on the page: of a panel, what opened it. */
const here = () => {
  const active = find(document, ":focus");
  const dialog = active && around(active, "dialog");
  return dialog ? openerOf(dialog) : active;
};

// --- a part is exchanged -----------------------------------------------------------------------

/** @type {Place[]} */
let places = [];
document.addEventListener("htmx:beforeSwap", () => {
  const at = here();
  places = at ? placesFrom(at) : [];
});
document.addEventListener("htmx:afterSettle", () => {
  if (places.length && document.activeElement === document.body) goTo(places);
});

// --- the page is loaded anew -------------------------------------------------------------------

window.addEventListener("pagehide", () => {
  const at = here();
  // Whoever has only a pointer would see a ring come from nowhere.
  if (!at || !find(document, ":focus-visible")) return;
  const place = { path: location.pathname, left: Date.now(), places: placesFrom(at) };
  remember(STORE, JSON.stringify(place), session);
});
document.addEventListener("DOMContentLoaded", () => {
  const kept = recall(STORE, session);
  remember(STORE, "", session);
  if (!kept || location.hash || document.activeElement !== document.body) return;
  const place = JSON.parse(kept);
  if (place.path === location.pathname && Date.now() - place.left < OLD_MS) goTo(place.places);
});
