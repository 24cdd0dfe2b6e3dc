// What guests owe, on their bars. The money belongs to another part of the house, so it is asked
// for by itself.
import { bars, dayCount, dayWidth, factsOf, isHere, root } from "./sheet.js";

const ROOMY_PX = 150;

/** @type {Record<string, [amount: string, kind: string]>} */
let owed = {};

/** @param {string | undefined} stay */
export const owedBy = (stay) => owed[stay ?? ""] ?? ["", ""];

export const showDue = () => {
  const width = dayWidth();
  for (const bar of bars()) {
    const [amount, kind] = owedBy(bar.dataset.stay);
    if (!amount && !bar.dataset.due) continue;
    if (amount) bar.dataset.due = amount;
    else delete bar.dataset.due;
    bar.classList.toggle("owes", kind === "due");
    bar.classList.toggle("roomy", Boolean(amount) && factsOf(bar).span * width > ROOMY_PX);
  }
};

export const fetchDue = async () => {
  const { balancesUrl, first = "" } = root().dataset;
  if (!balancesUrl) return;
  const query = new URLSearchParams({ first, days: String(dayCount()) });
  try {
    const answer = await fetch(`${balancesUrl}?${query}`);
    if (answer.ok) owed = await answer.json();
  } catch {
    return;
  }
  showDue();
};

addEventListener("resize", () => {
  if (isHere()) showDue();
});
