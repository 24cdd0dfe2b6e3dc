// The plan by keyboard: arrows go from bar to bar, m lifts one, b draws a booking.
import { around, every } from "../elements.js";
import { carry, carryNew } from "./carry.js";
import { drop } from "./drop.js";
import { begin, canMove, end, lifted, liftOf, newLift } from "./lift.js";
import { isPressed, stopPress, swallowClick } from "./pointer.js";
import { dayCount, factsOf, inSheet, isHere, root, sheet, today } from "./sheet.js";
import { texts, toast } from "./texts.js";
import { judge, tell } from "./verdict.js";
import { above, beside, goTo } from "./walk.js";

/** @typedef {import("./lift.js").Lift} Lift */
/** @typedef {import("./sheet.js").Bar} Bar */

const PAUSE_MS = 1500;
/** @type {Record<string, [down: number, across: number]>} */
const STEPS = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

// --- carried -----------------------------------------------------------------------------------

/**
 * The row that lies so many below the one that something is carried over.
 * @param {Lift} lift
 * @param {number} down
 */
const rowBeside = ({ now }, down) => {
  const all = every(sheet(), "[data-room]");
  const place = all.indexOf(now.track);
  const next = all[place < 0 ? 0 : place + down] ?? null;
  next?.scrollIntoView({ block: "nearest" });
  return next;
};

/**
 * @param {Lift} lift
 * @param {number} across
 * @param {boolean} isLonger whether only the end moves
 */
const drawOn = (lift, across, isLonger) => {
  const { from, to } = lift.now;
  const last = dayCount();
  if (isLonger) carryNew(lift, { to: Math.min(to + across, last) });
  else if (to + across <= last && from + across >= today()) {
    carryNew(lift, { from: from + across, to: to + across });
  }
};

/** @param {KeyboardEvent} event */
const holdOf = ({ shiftKey, altKey }) => {
  if (shiftKey) return "end";
  return altKey ? "start" : "body";
};

/**
 * @param {Lift} lift
 * @param {KeyboardEvent} event
 * @param {[down: number, across: number]} step
 */
const carryByKey = (lift, event, [down, across]) => {
  const next = down ? rowBeside(lift, down) : null;
  if (down && !next) return;
  if (next) {
    if (lift.bar) carry(lift, next);
    else carryNew(lift, { track: next });
  } else if (lift.bar) {
    lift.steps[holdOf(event)] += across;
    carry(lift, null);
  } else drawOn(lift, across, event.shiftKey);
  lift.ghost.scrollIntoView({ block: "nearest", inline: "nearest" });
};

/**
 * Keys while something is lifted; false when this one means nothing then.
 * @param {Lift} lift
 * @param {KeyboardEvent} event
 */
const pressLifted = (lift, event) => {
  const step = STEPS[event.key];
  if (step) {
    if (!lift.isDropping) carryByKey(lift, event, step);
  } else if (event.key === "Escape") end();
  else if (event.key === "Enter") drop();
  else return false;
  return true;
};

// --- on a bar ----------------------------------------------------------------------------------

/** @param {Bar} bar */
const bookAfter = (bar) => {
  const track = around(bar, "[data-room]");
  if (!track || !root().dataset.bookUrl) return;
  const { start, span } = factsOf(bar);
  const day = Math.max(start + span, today(), 0);
  if (day >= dayCount()) return;
  const lift = newLift(track, day);
  begin(lift);
  judge(lift);
};

/**
 * @param {Bar} bar
 * @param {KeyboardEvent} event
 */
const pressOnBar = (bar, event) => {
  const step = STEPS[event.key];
  if (step) {
    const [down, across] = step;
    goTo(down ? above(bar, down) : beside(bar, across));
    event.preventDefault();
  } else if (event.key === "m" && root().dataset.dropUrl) {
    if (canMove(bar)) {
      const lift = liftOf(bar, "body");
      begin(lift);
      tell(lift, texts.lifted);
    } else toast("info", texts.fixed);
  } else if (event.key === "b") bookAfter(bar);
};

let lastG = -PAUSE_MS;
/**
 * After a g the next letter is a way to another page.
 * @param {KeyboardEvent} event
 */
const isAfterG = ({ key, timeStamp }) => {
  const isAfter = timeStamp - lastG < PAUSE_MS;
  lastG = key === "g" ? timeStamp : -PAUSE_MS;
  return isAfter;
};

/** @param {KeyboardEvent} event */
const press = (event) => {
  if (!isHere()) return;
  const lift = lifted();
  if (lift && !isPressed() && inSheet(event)) {
    if (!pressLifted(lift, event)) return;
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  if (lift && event.key === "Escape") {
    // The button is still down: letting go must not count as a click on the bar.
    if (isPressed()) document.addEventListener("pointerup", swallowClick, { once: true });
    stopPress();
    end();
    return;
  }
  const isWay = isAfterG(event);
  const bar = around(event, "#plan-sheet a.bar", HTMLAnchorElement);
  if (bar && !isWay && !event.ctrlKey && !event.metaKey && !event.altKey) pressOnBar(bar, event);
};
document.addEventListener("keydown", press, true);
