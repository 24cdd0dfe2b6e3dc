// The card of a stay: while the pointer rests on its bar; in the panel after a tap or the space
// bar.
import { around, find, hit, need } from "../elements.js";
import { owedBy } from "./balances.js";
import { showKin } from "./kin.js";
import { barAt, factsOf, holds, root } from "./sheet.js";

/** @typedef {import("./sheet.js").Bar} Bar */

const REST_MS = 450;
const LEAVE_MS = 180;
const GAP_PX = 6;
const ASIDE_PX = 24;

const box = need(document, "#plan-card");

// --- what it says ------------------------------------------------------------------------------

/** @type {Map<string, string>} */
const known = new Map();

/** @param {Bar} bar */
const address = (bar) => (root().dataset.cardUrl ?? "").replace("/0/", `/${bar.dataset.stay}/`);

/** @param {Bar} bar */
const fetchCard = async (bar) => {
  const key = `${bar.dataset.stay}/${factsOf(bar).version}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const headers = { "HX-Request": "true", "HX-Current-URL": location.href };
  const answer = await fetch(`${address(bar)}?box=1`, { headers });
  if (!answer.ok) throw new Error("There is no card.");
  const html = await answer.text();
  known.set(key, html);
  return html;
};

/**
 * The balance belongs to another part of the house; the card leaves a place for it.
 * @param {HTMLElement} place
 * @param {Bar} bar
 */
const fill = (place, bar) => {
  const [amount] = owedBy(bar.dataset.stay);
  const row = find(place, "[data-balance-row]");
  if (!row || !amount) return;
  row.hidden = false;
  need(row, "[data-balance]").textContent = amount;
};

// --- shown and hidden --------------------------------------------------------------------------

/** @type {Bar | null} */
let shown = null;
/** @type {Bar | null} */
let wanted = null;
let timer = 0;

const hide = () => {
  clearTimeout(timer);
  if (!shown) return;
  shown = null;
  box.hidden = true;
};

/**
 * @param {Bar} bar
 * @param {number | undefined} x
 */
const place = (bar, x) => {
  const at = bar.getBoundingClientRect();
  const own = box.getBoundingClientRect();
  const wished = (x ?? at.left) - ASIDE_PX;
  const left = Math.min(Math.max(wished, GAP_PX), innerWidth - own.width - GAP_PX);
  const below = at.bottom + GAP_PX;
  const over = Math.max(GAP_PX, at.top - own.height - GAP_PX);
  const top = below + own.height > innerHeight ? over : below;
  box.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
};

/**
 * @param {Bar} bar
 * @param {number} [x]
 */
const show = async (bar, x) => {
  let html = "";
  try {
    html = await fetchCard(bar);
  } catch {
    return;
  }
  // The pointer may have left while the answer was on its way.
  if (wanted !== bar || holds.size || !bar.isConnected) return;
  hide();
  shown = bar;
  box.innerHTML = html;
  window.htmx.process(box);
  fill(box, bar);
  box.hidden = false;
  place(bar, x);
};

/**
 * @param {Bar | null} bar
 * @param {number} [x]
 */
const want = (bar, x) => {
  if (bar === wanted) return;
  wanted = bar;
  clearTimeout(timer);
  if (bar && bar !== shown) timer = window.setTimeout(() => show(bar, x), REST_MS);
  else if (!bar) timer = window.setTimeout(hide, LEAVE_MS);
};

const leave = () => {
  wanted = null;
  hide();
};

/** @param {Event} event */
const isInCard = (event) => around(event, "#plan-card") !== null;

document.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse" || holds.size) return;
  if (isInCard(event)) {
    clearTimeout(timer);
    wanted = shown;
    return;
  }
  const bar = barAt(event);
  showKin(bar);
  want(bar, event.clientX);
});
document.addEventListener("focusin", (event) => {
  const bar = barAt(event);
  showKin(bar);
  if (bar?.matches(":focus-visible")) want(bar);
  else if (!isInCard(event)) want(null);
});
for (const name of ["plan:lifted", "plan:merged", "plan:ready", "htmx:afterSwap"]) {
  document.addEventListener(name, leave);
}
document.addEventListener("plan:merged", () => known.clear());
document.addEventListener("pointerdown", (event) => {
  if (!isInCard(event)) leave();
});
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key === "Escape") leave();
  },
  true,
);
document.addEventListener(
  "scroll",
  (event) => {
    if (hit(event, ".plan-scroll, .plan-lanes")) leave();
  },
  true,
);

// --- in the side panel -------------------------------------------------------------------------

/** @param {Bar} bar */
const openPanel = async (bar) => {
  leave();
  await window.htmx.ajax("GET", address(bar), { target: "#panel-body", swap: "innerHTML" });
  fill(need(document, "#panel-body"), bar);
};

document.addEventListener("click", (event) => {
  const bar = barAt(event);
  const isTap = event instanceof PointerEvent && event.pointerType === "touch";
  if (!bar || !isTap || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  openPanel(bar);
});
document.addEventListener("keydown", (event) => {
  const bar = event.key === " " && !holds.size ? barAt(event) : null;
  if (!bar) return;
  event.preventDefault();
  openPanel(bar);
});
