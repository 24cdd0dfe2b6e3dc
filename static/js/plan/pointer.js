// Bars are carried by mouse and finger. A finger has to rest first: one that moves at once scrolls.
import { around, hit } from "../elements.js";
import { carry, carryNew } from "./carry.js";
import { drop } from "./drop.js";
import { followEdges, rowAt } from "./edges.js";
import { begin, canMove, end, lifted, liftOf, modeAt, newLift } from "./lift.js";
import { barAt, dayAt, dayCount, inSheet, isHere, root, scroller, today } from "./sheet.js";
import { forget, judge } from "./verdict.js";

/** @typedef {import("./lift.js").Lift} Lift */
/**
 * A button or finger that is down, on a bar or on the free cells of a row.
 * @typedef {object} Press
 * @property {import("./sheet.js").Bar | null} bar
 * @property {HTMLElement | null} track
 * @property {number} x
 * @property {number} y
 * @property {number} column the day as it was when pressed: the sheet may scroll on the way
 * @property {boolean} isTouch
 * @property {boolean} isLifted
 * @property {number} timer
 */

const PRESS_MS = 350;
const EDGE_PX = 8;
const FINGER_EDGE_PX = 20;
const FAR_PX = 5;

/** @type {Press | null} */
let press = null;
let pointer = { x: 0, y: 0 };

export const isPressed = () => press !== null;
export const stopPress = () => {
  clearTimeout(press?.timer);
  press = null;
};

// --- pressed -----------------------------------------------------------------------------------

/**
 * @param {PointerEvent} event
 * @returns {Press | null}
 */
const pressOf = (event) => {
  const bar = around(event, "#plan-sheet a.bar", HTMLAnchorElement);
  const track = hit(event, "[data-room]");
  const { clientX: x, clientY: y } = event;
  const column = dayAt(x);
  const mayBook = track && root().dataset.bookUrl && column >= today();
  if (!(bar && canMove(bar)) && !mayBook) return null;
  const isTouch = event.pointerType === "touch";
  return { bar, track, x, y, column, isTouch, isLifted: false, timer: 0 };
};

/** @param {Press} pressed */
const start = (pressed) => {
  const { bar, track, x, isTouch } = pressed;
  pressed.isLifted = true;
  forget();
  if (bar) begin(liftOf(bar, modeAt(bar, x, isTouch ? FINGER_EDGE_PX : EDGE_PX)));
  else if (track) draw(newLift(track, dayAt(x)));
  followEdges(
    () => (press === pressed ? pointer : null),
    (lift) => follow(lift, pressed),
  );
};

/** @param {Lift} lift */
const draw = (lift) => {
  begin(lift);
  judge(lift);
};

document.addEventListener("pointerdown", (event) => {
  if (!inSheet(event) || event.button !== 0 || lifted() || !event.isPrimary) return;
  const pressed = pressOf(event);
  if (!pressed) return;
  press = pressed;
  pointer = { x: event.clientX, y: event.clientY };
  if (pressed.isTouch) pressed.timer = window.setTimeout(() => start(pressed), PRESS_MS);
});
document.addEventListener("dragstart", (event) => {
  if (inSheet(event)) event.preventDefault();
});

// --- carried -----------------------------------------------------------------------------------

/**
 * @param {Lift} lift
 * @param {Press} pressed
 */
const follow = (lift, pressed) => {
  const day = dayAt(pointer.x);
  if (lift.bar) {
    lift.steps[lift.mode] = day - pressed.column;
    carry(lift, lift.mode === "body" ? rowAt(pointer) : null);
    return;
  }
  const last = Math.min(Math.max(day, 0), dayCount() - 1);
  const { from } = lift.first;
  const now = { from: Math.min(from, last), to: Math.max(from, last) + 1 };
  if (now.from !== lift.now.from || now.to !== lift.now.to) carryNew(lift, now);
};

/** @param {Press} pressed */
const moved = (pressed) => {
  const isFar = Math.hypot(pointer.x - pressed.x, pointer.y - pressed.y) > FAR_PX;
  if (!pressed.isLifted && isFar) {
    if (pressed.isTouch) stopPress();
    else start(pressed);
  }
  const lift = lifted();
  if (press?.isLifted && lift) follow(lift, press);
};

/** @type {HTMLElement | null} */
let edged = null;
/** @param {PointerEvent} event */
const showEdge = (event) => {
  const bar = barAt(event);
  edged?.classList.remove("at-edge");
  edged = bar && canMove(bar) && modeAt(bar, event.clientX, EDGE_PX) !== "body" ? bar : null;
  edged?.classList.add("at-edge");
};

document.addEventListener("pointermove", (event) => {
  if (press) {
    pointer = { x: event.clientX, y: event.clientY };
    moved(press);
  } else if (isHere() && event.pointerType === "mouse") showEdge(event);
});
document.addEventListener("contextmenu", (event) => {
  if (press?.isTouch) event.preventDefault();
});
// While a finger carries a bar the sheet must not scroll under it.
/** @param {Event} event */
const holdStill = (event) => {
  if (press?.isLifted) event.preventDefault();
};
document.addEventListener("plan:ready", () => {
  scroller().addEventListener("touchmove", holdStill, { passive: false });
});

// --- let go ------------------------------------------------------------------------------------

/** Letting go of a bar must not count as a click on it, which opens the reservation. */
export const swallowClick = () => {
  /** @param {Event} event */
  const swallow = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => document.removeEventListener("click", swallow, { capture: true }), 0);
};

document.addEventListener("pointerup", (event) => {
  const pressed = press;
  stopPress();
  if (pressed?.isLifted && lifted()) {
    swallowClick();
    drop();
  } else if (pressed?.track && !pressed.isTouch && event.target === pressed.track) {
    begin(newLift(pressed.track, pressed.column));
    drop();
  }
});
document.addEventListener("pointercancel", () => {
  const wasLifted = press?.isLifted;
  stopPress();
  if (lifted() && wasLifted) end();
});
