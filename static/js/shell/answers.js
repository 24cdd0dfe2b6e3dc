// What htmx's answers mean: a refusal, a panel that has arrived, an error.
import { around, every, find, need } from "../elements.js";
import { openDialog } from "./dialogs.js";
import { showError } from "./toasts.js";

const REFUSED = 409;
const FIELDS =
  ".dialog-body :is(input:not([type='hidden'], [type='radio'], [type='checkbox']), select, textarea)";

/** @param {Element} element */
const alertsNear = (element) =>
  find(around(element, "dialog, [data-alerts]") ?? document, ".alerts") ??
  need(document, "#alerts");

/**
 * Where one begins in a panel. A finger asks for the field by itself: its keyboard hides the half.
 * @param {HTMLElement} dialog
 */
const firstOf = (dialog) =>
  find(dialog, "[aria-invalid='true']") ??
  find(dialog, "[autofocus]") ??
  (matchMedia("(pointer: coarse)").matches
    ? null
    : every(dialog, FIELDS).find((field) => field.checkVisibility()));

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  // A refusal goes to the alerts beside the form, so nothing that was typed is lost.
  if (detail.xhr.status !== REFUSED) return;
  const alerts = alertsNear(detail.elt);
  detail.target = alerts;
  detail.swapOverride = "innerHTML";
  detail.shouldSwap = true;
  detail.isError = false;
  alerts.scrollIntoView({ block: "nearest" });
});
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const { target } = detail;
  if (target?.id !== "panel-body" && target?.id !== "dialog-body") return;
  const dialog = around(target, "dialog", HTMLDialogElement);
  if (!dialog) return;
  openDialog(dialog, detail.requestConfig.elt);
  firstOf(dialog)?.focus();
});
document.addEventListener("htmx:sendError", () => showError("lost"));
document.addEventListener("htmx:timeout", () => showError("lost"));
document.addEventListener("htmx:responseError", () => showError("failed"));
