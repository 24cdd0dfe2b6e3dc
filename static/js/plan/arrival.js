// A plan arrives: with the page, or by the arrows and filters. Where somebody was, they stay.
import { byId, find } from "../elements.js";
import { fetchDue } from "./balances.js";
import { prepareFocus } from "./focus.js";
import { isHere, root, scroller, setPlan } from "./sheet.js";
import { showTray } from "./tray.js";
import { showZoom } from "./zoom.js";

let scrolled = 0;
let filtered = "";

const openFilters = () => {
  const filters = find(document, ".plan-filter", HTMLDetailsElement);
  if (filters) filters.open = true;
  byId(filtered)?.focus();
};

const arrive = () => {
  const plan = find(document, "[data-plan]");
  if (!plan || (isHere() && plan === root())) return;
  setPlan(plan);
  showTray();
  prepareFocus();
  showZoom();
  scroller().scrollTop = scrolled;
  if (filtered) openFilters();
  filtered = "";
  fetchDue();
  document.dispatchEvent(new CustomEvent("plan:ready"));
};

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target?.id !== "plan-page" || !isHere()) return;
  scrolled = scroller().scrollTop;
  // Who chooses one filter often chooses a second.
  const isFilter = detail.requestConfig?.elt.matches(".plan-filters");
  filtered = isFilter ? document.activeElement?.id || "plan-free" : "";
});
document.addEventListener("htmx:configRequest", ({ detail }) => {
  // An address that names only what was chosen.
  const { parameters, elt } = detail;
  if (!elt.matches(".plan-filters")) return;
  for (const [name, value] of Object.entries(parameters)) {
    if (value === "") delete parameters[name];
  }
});
document.addEventListener("htmx:afterSettle", arrive);
document.addEventListener("htmx:historyRestore", arrive);
document.addEventListener("DOMContentLoaded", arrive);
