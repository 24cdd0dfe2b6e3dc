// The plan that stands on the page: its dates, rows and bars. Dates are counted in whole days
// from the first one shown.
import { around, every, find, need } from "../elements.js";

/** @typedef {HTMLAnchorElement} Bar the bar of a stay; those of closures are no links */

const DAY_MS = 24 * 60 * 60 * 1000;
const BAR = "a.bar:not(.ghost)";

/** @type {HTMLElement | null} */
let shown = null;

/** @param {HTMLElement} plan */
export const setPlan = (plan) => {
  shown = plan;
};
export const isHere = () => shown !== null;
export const root = () => {
  if (!shown) throw new Error("No room plan stands on this page.");
  return shown;
};

/** @param {string} selector */
export const part = (selector) => find(root(), selector);
export const sheet = () => need(root(), "#plan-sheet");
export const scroller = () => need(root(), ".plan-scroll");

// --- dates -------------------------------------------------------------------------------------

/** @param {string} iso */
const moment = (iso) => Date.parse(`${iso}T00:00:00Z`);
const start = () => moment(root().dataset.first ?? "");

export const dayCount = () => Number(root().dataset.days);
export const today = () =>
  Math.round((moment(sheet().dataset.businessDate ?? "") - start()) / DAY_MS);

/** @param {number} day */
export const isoOf = (day) => new Date(start() + day * DAY_MS).toISOString().slice(0, 10);

// --- rows --------------------------------------------------------------------------------------

export const firstTrack = () => need(root(), ".plan-track");
export const dayWidth = () => firstTrack().clientWidth / dayCount();

/**
 * The day at a place across the window.
 * @param {number} x
 */
export const dayAt = (x) => {
  const box = firstTrack().getBoundingClientRect();
  return Math.floor(((x - box.left) / box.width) * dayCount());
};

/** @param {Event} event */
export const inSheet = (event) => isHere() && around(event, "#plan-sheet") !== null;

// --- bars --------------------------------------------------------------------------------------

/** @param {ParentNode} place */
export const bars = (place = sheet()) => every(place, BAR, HTMLAnchorElement);

/** @param {Event} event */
export const barAt = (event) =>
  isHere() ? around(event, `#plan-sheet ${BAR}`, HTMLAnchorElement) : null;

/**
 * What a bar says of its stay, as reservations.templatetags.room_plan writes it. `start` is the
 * first night shown, `span` the number of nights shown. Of a stay that `movesWhole` all dates
 * may change; of one that `movesRest` what lies ahead; of others nothing.
 * @param {Bar} bar
 */
export const factsOf = (bar) => {
  const { stay = "", bar: facts = "", moves } = bar.dataset;
  const [state = "", ...numbers] = facts.split(" ");
  const [version = 0, start = 0, span = 0, arrival = 0, departure = 0] = numbers.map(Number);
  const may = { movesWhole: moves === "whole", movesRest: moves === "rest" };
  return { stay, state, version, start, span, arrival, departure, ...may };
};

/** @param {Bar} bar */
export const keyOf = (bar) => `${bar.dataset.stay}/${factsOf(bar).start}`;

// --- what must not be disturbed ----------------------------------------------------------------

/** Names of what holds the sheet: while there is one, nothing in it is exchanged. */
export const holds = /** @type {Set<string>} */ (new Set());
