// The sheet as the server has it now. Only rows that differ are exchanged, and none while
// something is carried over it.
import { every, find, need } from "../elements.js";
import { fetchDue } from "./balances.js";
import { prepareFocus } from "./focus.js";
import { dayCount, holds, isHere, part, root, sheet } from "./sheet.js";
import { showTray } from "./tray.js";

const REFRESH_MS = 15_000;

const isBusy = () => holds.size > 0 || find(document, "#plan-confirm[open]") !== null;

// --- what has changed --------------------------------------------------------------------------

/** @param {HTMLElement} place */
const pieces = (place) => every(place, "[data-stamp]");

/**
 * @param {HTMLElement[]} before
 * @param {HTMLElement[]} after
 */
const isSameHouse = (before, after) =>
  before.length === after.length && before.every((piece, place) => piece.id === after[place]?.id);

/**
 * @param {HTMLElement[]} before
 * @param {HTMLElement[]} after
 */
const swapChanged = (before, after) => {
  for (const [place, piece] of before.entries()) {
    const next = after[place];
    if (!next || piece.dataset.stamp === next.dataset.stamp) continue;
    next.classList.add("fresh");
    piece.replaceWith(next);
  }
};

/** @param {HTMLElement} next */
const swap = (next) => {
  const now = sheet();
  const [before, after] = [pieces(now), pieces(next)];
  const isSameDay = now.dataset.businessDate === next.dataset.businessDate;
  if (isSameDay && isSameHouse(before, after)) swapChanged(before, after);
  else now.replaceChildren(...next.childNodes);
  Object.assign(now.dataset, next.dataset);
};

/** @param {string} html */
const merge = (html) => {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const next = find(holder.content, "#plan-sheet");
  if (!next || isBusy()) return;
  const hadFocus = sheet().contains(document.activeElement);
  const scrolled = part(".plan-lanes")?.scrollTop ?? 0;
  swap(next);
  showTray();
  const lanes = part(".plan-lanes");
  if (lanes) lanes.scrollTop = scrolled;
  const bar = prepareFocus();
  if (hadFocus) bar?.focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("plan:merged"));
};

// --- the question ------------------------------------------------------------------------------

const address = () => {
  const url = new URL(location.href);
  url.searchParams.set("from", root().dataset.first ?? "");
  url.searchParams.set("days", String(dayCount()));
  url.searchParams.set("stamp", sheet().dataset.stamp ?? "");
  return url;
};

/** Ask for the sheet; true when the server has answered. */
const ask = async () => {
  const asked = root();
  try {
    const headers = { "HX-Request": "true", "HX-Current-URL": location.href, "X-Idle": "1" };
    const answer = await fetch(address(), { headers });
    // Signed out meanwhile: the plan says that it is old, and the next deed leads to the log-in.
    const html = answer.status === 200 ? await answer.text() : "";
    if (root() === asked && html) merge(html);
    return answer.ok;
  } catch {
    return false;
  }
};

let isAsking = false;
let isWanted = false;

const refresh = async () => {
  // What changes while an answer is on its way is asked for after it.
  isWanted = isAsking;
  if (!isHere() || document.hidden || isBusy() || isAsking) return;
  const asked = root();
  isAsking = true;
  const isAnswered = await ask();
  isAsking = false;
  if (isWanted) {
    refresh();
    return;
  }
  if (root() !== asked) return;
  need(root(), "[data-stale]").hidden = isAnswered;
  if (isAnswered) await fetchDue();
};

setInterval(refresh, REFRESH_MS);
document.addEventListener("visibilitychange", refresh);
document.addEventListener("plan-changed", refresh);
