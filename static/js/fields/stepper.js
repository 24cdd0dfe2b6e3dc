// A number with a button for one less and one for one more, between the field's min and max.
import { around, need } from "../elements.js";

const MOST = 99;

/** @param {HTMLElement} button */
const step = (button) => {
  const box = around(button, "[data-stepper]");
  if (!box) return;
  const input = need(box, "input", HTMLInputElement);
  const least = input.min === "" ? 0 : Number(input.min);
  const most = input.max === "" ? MOST : Number(input.max);
  const value = (Number(input.value) || 0) + Number(button.dataset.step);
  input.value = String(Math.min(most, Math.max(least, value)));
  input.dispatchEvent(new Event("change", { bubbles: true }));
};

document.addEventListener("click", (event) => {
  const button = around(event, "[data-step]");
  if (button) step(button);
});
