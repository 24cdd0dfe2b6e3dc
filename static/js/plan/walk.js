// From bar to bar: along a row, and to the nearest one in the rows above and below.
import { around, every } from "../elements.js";
import { rove } from "./focus.js";
import { bars, factsOf, sheet } from "./sheet.js";

/** @typedef {import("./sheet.js").Bar} Bar */

/** @param {Bar | null | undefined} bar */
export const goTo = (bar) => {
  if (!bar) return;
  rove(bar);
  bar.focus({ preventScroll: true });
  bar.scrollIntoView({ block: "nearest", inline: "nearest" });
};

/** Rows in sight: a closed tray hides its lanes. */
const rows = () =>
  every(sheet(), "[data-lane], [data-room]").filter((row) => !around(row, "details:not([open])"));

/** @param {Bar} bar */
const rowOf = (bar) => around(bar, ".plan-track");

/**
 * @param {Bar} bar
 * @param {number} step
 */
export const beside = (bar, step) => {
  const all = bars(rowOf(bar) ?? sheet());
  return all[all.indexOf(bar) + step];
};

/**
 * @param {Bar} bar
 * @param {number} step
 */
export const above = (bar, step) => {
  const all = rows();
  const own = rowOf(bar);
  const { start } = factsOf(bar);
  /** @param {Bar} other */
  const far = (other) => Math.abs(factsOf(other).start - start);
  let at = own ? all.indexOf(own) + step : -1;
  for (let row = all[at]; row; row = all[at]) {
    const [nearest] = bars(row).sort((one, other) => far(one) - far(other));
    if (nearest) return nearest;
    at += step;
  }
  return null;
};
