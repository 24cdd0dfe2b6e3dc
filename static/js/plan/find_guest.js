// Find a guest on the plan: what is typed is looked for in the bars in sight; Enter goes through
// what was found.
import { around, every, find, hit } from "../elements.js";
import { holds, wordsOf } from "../words.js";
import { bars, root, sheet } from "./sheet.js";
import { counted, texts } from "./texts.js";
import { goTo } from "./walk.js";

/** @typedef {import("./sheet.js").Bar} Bar */

const FIELD = "[data-find]";

/** The bars that fit what is typed; null where nothing is. */
const matches = () => {
  const words = wordsOf(find(document, FIELD, HTMLInputElement)?.value ?? "");
  if (!words.length) return null;
  return bars().filter((bar) => holds(bar.ariaLabel ?? "", words));
};

/** @param {Bar[] | null} found */
const told = (found) => {
  if (!found) return "";
  if (!found.length) return texts.nothing;
  return counted("found", new Set(found.map((bar) => bar.dataset.stay)).size);
};

const showFound = () => {
  const found = matches();
  root().classList.toggle("finding", found !== null);
  for (const bar of every(sheet(), ".bar.found")) bar.classList.remove("found");
  for (const bar of found ?? []) bar.classList.add("found");
  const output = find(document, "[data-found]");
  if (output) output.textContent = told(found);
  return found ?? [];
};

/** @param {Bar} bar */
const reveal = (bar) => {
  const tray = around(bar, "[data-tray]", HTMLDetailsElement);
  if (tray) tray.open = true;
  goTo(bar);
};

let turn = 0;
document.addEventListener("input", (event) => {
  if (!hit(event, FIELD)) return;
  turn = 0;
  showFound()[0]?.scrollIntoView({ block: "nearest", inline: "nearest" });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !hit(event, FIELD)) return;
  event.preventDefault();
  const found = showFound();
  const bar = found[turn % found.length];
  if (!bar) return;
  turn += 1;
  reveal(bar);
});
document.addEventListener("plan:merged", showFound);
