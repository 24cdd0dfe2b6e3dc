// Stays of one reservation are shown together.
import { every } from "../elements.js";
import { sheet } from "./sheet.js";

let group = "";

/** @param {HTMLElement | null} bar */
export const showKin = (bar) => {
  const next = bar?.dataset.group ?? "";
  if (next === group) return;
  group = next;
  for (const other of every(sheet(), ".bar.kin")) other.classList.remove("kin");
  if (!group) return;
  for (const other of every(sheet(), `a.bar[data-group="${group}"]`)) other.classList.add("kin");
};
