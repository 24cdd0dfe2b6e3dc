// The tray of stays without a room, open or closed as somebody left it in this browser.
import { around, find } from "../elements.js";
import { recall, remember } from "../storage.js";
import { root } from "./sheet.js";

const KEPT = "plan-tray";

export const showTray = () => {
  const tray = find(root(), "[data-tray]", HTMLDetailsElement);
  const choice = recall(KEPT);
  if (tray && choice) tray.open = choice === "open";
};

document.addEventListener("click", (event) => {
  const summary = around(event, "[data-tray] > summary");
  const tray = summary && around(summary, "[data-tray]", HTMLDetailsElement);
  // The click opens or closes it after this listener.
  if (tray) remember(KEPT, tray.open ? "closed" : "open");
});
