// A lifted bar follows the days and rows it is carried over.
import { isInTray, showGhost } from "./lift.js";
import { today } from "./sheet.js";
import { judge } from "./verdict.js";

/** @typedef {import("./lift.js").Lift} Lift */
/** @typedef {import("./lift.js").Place} Place */

/**
 * The days that the steps taken so far lead to: of the whole stay, and of the piece that is seen.
 * @param {Lift} lift
 * @returns {Place}
 */
const shifted = ({ first, now, steps, isInside }) => {
  const body = isInside ? 0 : steps.body;
  const head = isInside ? 0 : Math.min(steps.start, first.departure - first.arrival - 1);
  const least = Math.max(first.arrival + 1, isInside ? today() : first.arrival + 1);
  const tail = steps.end ? Math.max(first.departure + steps.end, least) - first.departure : 0;
  return {
    arrival: first.arrival + body + head,
    departure: first.departure + body + tail,
    from: first.from + body + (first.from === first.arrival ? head : 0),
    to: first.to + body + (first.to === first.departure ? tail : 0),
    track: now.track,
  };
};

/**
 * @param {Place} one
 * @param {Place} other
 */
const isSame = (one, other) =>
  one.arrival === other.arrival && one.departure === other.departure && one.track === other.track;

/**
 * Carry a bar on: by the steps that its lift counts, and into this row.
 * @param {Lift} lift
 * @param {HTMLElement | null} track
 */
export const carry = (lift, track) => {
  const now = shifted(lift);
  if (track && !(lift.isInside && isInTray(track))) now.track = track;
  if (isSame(now, lift.now)) return;
  lift.now = now;
  showGhost(lift);
  judge(lift);
};

/**
 * Draw a booking on; it begins no earlier than today and has a night.
 * @param {Lift} lift
 * @param {Partial<Place>} now
 */
export const carryNew = (lift, now) => {
  const next = { ...lift.now, ...now };
  const from = Math.max(next.from, today());
  lift.now = { ...next, from, to: Math.max(next.to, from + 1) };
  showGhost(lift);
  judge(lift);
};
