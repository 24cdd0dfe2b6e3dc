// The width of a day, as somebody chose it in this browser.
import { around, every } from "../elements.js";
import { recall, remember } from "../storage.js";
import { showDue } from "./balances.js";
import { isHere, root, scroller } from "./sheet.js";

const ZOOMS = [1, 1.5, 2, 3];
const KEPT = "plan-zoom";

const place = () => Math.max(0, ZOOMS.indexOf(Number(recall(KEPT))));

/** @param {HTMLElement} button */
const beside = (button) => ZOOMS[place() + Number(button.dataset.zoom)];

export const showZoom = () => {
  const box = scroller();
  const before = box.scrollWidth;
  root().style.setProperty("--zoom", String(ZOOMS[place()]));
  // The dates in sight stay in sight.
  box.scrollLeft *= box.scrollWidth / before;
  for (const button of every(document, "[data-zoom]", HTMLButtonElement)) {
    button.disabled = !beside(button);
  }
  showDue();
};

document.addEventListener("click", (event) => {
  const button = around(event, "[data-zoom]");
  if (!button || !isHere()) return;
  remember(KEPT, String(beside(button) ?? 1));
  showZoom();
});
