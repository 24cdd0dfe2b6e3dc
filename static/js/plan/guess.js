// What can be told of a move without asking, from the bars in sight; the server's word replaces
// it a moment later.
import { every } from "../elements.js";
import { isInTray } from "./lift.js";
import { factsOf, today } from "./sheet.js";

/** @typedef {import("./lift.js").Lift} Lift */
/** @typedef {import("./lift.js").Place} Place */
/** @typedef {"ok" | "note" | "ask" | "bad"} Tone */

const OTHERS = ".bar:not(.ghost, .lifted, .thin, .day-use)";

/**
 * A closure tells only its columns; two of them are a day.
 * @param {HTMLElement} bar
 */
const daysOfClosure = (bar) => {
  const style = getComputedStyle(bar);
  const start = Number(style.getPropertyValue("--c")) / 2;
  return { start, end: start + Number(style.getPropertyValue("--n")) / 2 };
};

/**
 * @param {HTMLElement} bar
 * @param {Place} place
 */
const overlaps = (bar, { from, to }) => {
  if (!(bar instanceof HTMLAnchorElement)) {
    const { start, end } = daysOfClosure(bar);
    return from + 0.5 < end && start < to;
  }
  const { start, span } = factsOf(bar);
  return from < start + span && start < to;
};

/** @param {Place} place */
export const isTaken = (place) => every(place.track, OTHERS).some((bar) => overlaps(bar, place));

/**
 * @param {Lift} lift
 * @returns {Tone}
 */
export const guess = ({ now, first, bar }) => {
  if (isInTray(now.track)) return bar ? "ok" : "bad";
  if (isTaken(now)) return "bad";
  if (!bar) return now.from < today() ? "bad" : "ok";
  const isOtherType = !isInTray(first.track) && first.track.dataset.type !== now.track.dataset.type;
  const isMoved = first.arrival !== now.arrival || first.departure !== now.departure;
  return isOtherType || isMoved ? "ask" : "ok";
};
