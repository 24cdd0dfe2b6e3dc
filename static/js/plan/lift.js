// What is carried over the sheet: a bar, or the bar to be of a booking that is drawn. A ghost
// shows where it would lie.
import { around, byId, find } from "../elements.js";
import { dayCount, factsOf, holds, root } from "./sheet.js";

/** @typedef {import("./sheet.js").Bar} Bar */
/**
 * Where something lies: the days of the whole stay, those of the piece that is seen, its row.
 * @typedef {{ arrival: number, departure: number, from: number, to: number, track: HTMLElement }} Place
 */
/**
 * @typedef {object} Lift
 * @property {Bar | null} bar null for a booking
 * @property {"body" | "start" | "end"} mode where it was taken hold of
 * @property {Place} first
 * @property {Place} now
 * @property {{ body: number, start: number, end: number }} steps days carried by each hold
 * @property {boolean} isInside whether only what lies ahead may change
 * @property {boolean} isDropping
 * @property {HTMLElement} ghost
 */

/** @type {Lift | null} */
let lift = null;
export const lifted = () => lift;

/** @param {HTMLElement} track */
export const isInTray = (track) => track.matches("[data-lane], [data-tray]");

// --- what may be lifted ------------------------------------------------------------------------

/** @param {Bar} bar */
export const canMove = (bar) => {
  const { movesWhole, movesRest } = factsOf(bar);
  return Boolean(root().dataset.dropUrl) && (movesWhole || movesRest);
};

/**
 * Where a bar is taken hold of: at one of its ends or in between.
 * @param {Bar} bar
 * @param {number} x
 * @param {number} edge how far an end reaches, in pixels
 */
export const modeAt = (bar, x, edge) => {
  const box = bar.getBoundingClientRect();
  if (box.width <= 3 * edge) return "body";
  const { start, span, arrival, departure, movesWhole } = factsOf(bar);
  if (box.right - x < edge && start + span === departure) return "end";
  if (x - box.left < edge && start === arrival && movesWhole) return "start";
  return "body";
};

/**
 * @param {Bar} bar
 * @param {Lift["mode"]} mode
 * @returns {Lift}
 */
export const liftOf = (bar, mode) => {
  const { start, span, arrival, departure, movesRest, state } = factsOf(bar);
  const track = around(bar, ".plan-track");
  if (!track) throw new Error("This bar lies in no row.");
  const first = { arrival, departure, from: start, to: start + span, track };
  const ghost = /** @type {Bar} */ (bar.cloneNode(true));
  ghost.className = `bar ghost ${state}`;
  ghost.removeAttribute("href");
  ghost.removeAttribute("data-due");
  return { ...carried(first, ghost), bar, mode, isInside: movesRest };
};

/**
 * A booking of one night, drawn longer by its end.
 * @param {HTMLElement} track
 * @param {number} day
 * @returns {Lift}
 */
export const newLift = (track, day) => {
  const first = { arrival: day, departure: day + 1, from: day, to: day + 1, track };
  const ghost = document.createElement("span");
  ghost.className = "bar ghost new";
  return { ...carried(first, ghost), bar: null, mode: "end", isInside: false };
};

/**
 * @param {Place} first
 * @param {HTMLElement} ghost
 */
const carried = (first, ghost) => {
  ghost.tabIndex = -1;
  const steps = { body: 0, start: 0, end: 0 };
  return { first, now: { ...first }, steps, ghost, isDropping: false };
};

/** @param {Lift} lift */
export const isChanged = ({ first, now }) =>
  first.arrival !== now.arrival ||
  first.departure !== now.departure ||
  (first.track !== now.track && !(isInTray(first.track) && isInTray(now.track)));

// --- lifted and laid down ----------------------------------------------------------------------

/** @param {Lift} next */
export const begin = (next) => {
  lift = next;
  holds.add("lift");
  document.dispatchEvent(new CustomEvent("plan:lifted"));
  next.bar?.classList.add("lifted");
  root().classList.add("moving");
  showGhost(next);
};

export const end = () => {
  lift?.ghost.remove();
  lift?.bar?.classList.remove("lifted");
  mark(null);
  root().classList.remove("moving");
  lift = null;
  holds.delete("lift");
  document.dispatchEvent(new CustomEvent("plan:laid"));
};

// --- the ghost ---------------------------------------------------------------------------------

/** @type {HTMLElement | null} */
let marked = null;

/** @param {HTMLElement | null} track the row whose room is marked */
const mark = (track) => {
  marked?.classList.remove("target");
  marked = track && byId(`name-${track.dataset.room}`);
  marked?.classList.add("target");
};

/**
 * A bar begins and ends in the middle of a date; half dates outside the sheet are cut off.
 * @param {HTMLElement} ghost
 * @param {Place} place
 */
const stand = (ghost, { from, to }) => {
  const most = 2 * dayCount();
  const isDay = from === to;
  const start = Math.min(Math.max(isDay ? 2 * from : 2 * from + 1, 0), most - 1);
  const end = Math.min(isDay ? start + 2 : 2 * to + 1, most);
  ghost.style.setProperty("--c", String(start));
  ghost.style.setProperty("--n", String(Math.max(1, end - start)));
};

/** @param {Lift} lift */
export const showGhost = ({ ghost, now }) => {
  const lane = now.track.matches("[data-tray]") ? find(now.track, "[data-lane]") : now.track;
  if (lane && ghost.parentElement !== lane) lane.append(ghost);
  stand(ghost, now);
  mark(now.track);
};
