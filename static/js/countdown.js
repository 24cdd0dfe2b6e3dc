// Counts the time left on a payment link down. The server has written it already; this only
// keeps it true while the page stands open. It counts from the server's figure, not from the
// clock of the phone, and loads the page again when the time is over.
import { find } from "./elements.js";

/** @param {number} number */
const two = (number) => String(number).padStart(2, "0");

/** @param {number} seconds */
const written = (seconds) =>
  `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;

/** @param {HTMLElement} timer */
const count = (timer) => {
  const seconds = Number(timer.dataset.countdown);
  const start = performance.now();
  const show = () => {
    const left = Math.max(0, Math.round(seconds - (performance.now() - start) / 1000));
    timer.textContent = written(left);
    if (left > 0) return;
    clearInterval(tick);
    location.reload();
  };
  const tick = setInterval(show, 1000);
  // A phone that slept fires no timers: catch up as soon as somebody looks.
  document.addEventListener("visibilitychange", show);
  show();
};

const timer = find(document, "[data-countdown]");
if (timer) count(timer);
