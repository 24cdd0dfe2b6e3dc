// The nights between two dates are counted. An arrival that moves past the departure takes it
// along, so that the stay keeps its length.
import { around, every, find, need, whenSettled } from "../elements.js";

const DAY_MS = 24 * 60 * 60 * 1000;
const RANGE = "[data-date-range]";

/** @param {HTMLInputElement | undefined} input */
const day = (input) => (input?.value ? Date.parse(`${input.value}T00:00:00Z`) : Number.NaN);

/** @param {HTMLElement} range */
const datesOf = (range) => every(range, "input[type='date']", HTMLInputElement);

/** @param {HTMLElement} range */
const nightsOf = (range) => {
  const [first, last] = datesOf(range);
  return Math.round((day(last) - day(first)) / DAY_MS);
};

/** @param {HTMLElement} range */
const count = (range) => {
  const nights = nightsOf(range);
  need(range, "[data-nights]").textContent = Number.isNaN(nights) ? "–" : String(nights);
  find(range, ".nights")?.classList.toggle("wrong", nights < 0);
};

/**
 * @param {HTMLElement} range
 * @param {EventTarget | null} changed the date that was just typed
 */
const moveDeparture = (range, changed) => {
  const [first, last] = datesOf(range);
  if (first && last && changed === first && day(last) < day(first)) {
    const kept = Number(range.dataset.kept) || 1;
    last.value = new Date(day(first) + kept * DAY_MS).toISOString().slice(0, 10);
  }
  const nights = nightsOf(range);
  if (nights > 0) range.dataset.kept = String(nights);
};

document.addEventListener("input", (event) => {
  const range = around(event, RANGE);
  if (!range) return;
  moveDeparture(range, event.target);
  count(range);
});

whenSettled(() => {
  for (const range of every(document, RANGE)) {
    moveDeparture(range, null);
    count(range);
  }
});
