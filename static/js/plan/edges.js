// At the edge of the sheet what is carried takes the sheet along.
import { around, need } from "../elements.js";
import { lifted } from "./lift.js";
import { firstTrack, root, scroller } from "./sheet.js";

/** @typedef {{ x: number, y: number }} Point a place of the window, in pixels */

const NEAR_PX = 36;
const STEP_PX = 8;
const ROWS = "[data-room], [data-lane], [data-tray]";

/** @param {Point} point */
export const rowAt = ({ x, y }) => {
  const found = document.elementFromPoint(x, y);
  return found && around(found, ROWS);
};

/**
 * One step down or up where a value is near the ends of its range.
 * @param {number} low
 * @param {number} high
 * @param {number} value
 */
const step = (low, high, value) => {
  if (value < low + NEAR_PX) return -STEP_PX;
  return value > high - NEAR_PX ? STEP_PX : 0;
};

const railWidth = () => {
  const rail = firstTrack().previousElementSibling;
  return rail instanceof HTMLElement ? rail.offsetWidth : 0;
};

/**
 * Scroll on from where the pointer is; true when the sheet has moved.
 * @param {Point} point
 * @param {boolean} goesDown
 */
const scroll = (point, goesDown) => {
  const sheet = scroller();
  const box = sheet.getBoundingClientRect();
  const head = need(root(), ".plan-head").offsetHeight;
  const before = [sheet.scrollLeft, sheet.scrollTop];
  // Upwards only from below the head, where the tray is a place to drop on.
  const row = rowAt(point);
  const isOverHead = row !== null && around(row, ".plan-head") !== null;
  const down = goesDown && !isOverHead ? step(box.top + head, box.bottom, point.y) : 0;
  sheet.scrollBy(step(box.left + railWidth(), box.right, point.x), down);
  return before[0] !== sheet.scrollLeft || before[1] !== sheet.scrollTop;
};

/**
 * Do so in each frame, as long as there is a pointer and something is lifted.
 * @param {() => Point | null} pointer
 * @param {(lift: import("./lift.js").Lift) => void} follow called when the sheet has moved
 */
export const followEdges = (pointer, follow) => {
  const point = pointer();
  const lift = lifted();
  if (!point || !lift) return;
  if (scroll(point, lift.mode === "body")) follow(lift);
  requestAnimationFrame(() => followEdges(pointer, follow));
};
