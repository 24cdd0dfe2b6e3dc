// One bar of the sheet can be reached by Tab; the arrows go on from there.
import { around, every } from "../elements.js";
import { bars, isHere, keyOf, sheet } from "./sheet.js";

/** @typedef {import("./sheet.js").Bar} Bar */

// The bar that had the focus last, by its key: the sheet may be exchanged under it.
let focused = "";

/** @param {Bar | undefined} bar */
export const rove = (bar) => {
  for (const other of every(sheet(), "a.bar[tabindex='0']")) other.tabIndex = -1;
  if (bar) bar.tabIndex = 0;
};

/** Make a new sheet ready; the bar that had the focus before, where it still stands. */
export const prepareFocus = () => {
  const all = bars();
  for (const bar of all) bar.tabIndex = -1;
  const before = all.find((bar) => keyOf(bar) === focused);
  rove(before ?? all[0]);
  return before;
};

document.addEventListener("focusin", (event) => {
  const bar = isHere() ? around(event, "#plan-sheet a.bar", HTMLAnchorElement) : null;
  if (!bar) return;
  focused = keyOf(bar);
  rove(bar);
});
