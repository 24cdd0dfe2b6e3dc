// Toasts: they leave in time unless they tell of an error or somebody reads them.
import { around, byId, copyOf, every, need } from "../elements.js";

const STAY_MS = 6000;
const LEAVE_MS = 250;

/** @param {HTMLElement} toast */
const dismiss = (toast) => {
  toast.classList.add("leaving");
  setTimeout(() => toast.remove(), LEAVE_MS);
};

/** @param {HTMLElement} toast */
const leaveInTime = (toast) => {
  if (toast.dataset.level === "error") return;
  const wait = () => setTimeout(() => dismiss(toast), STAY_MS);
  let timer = wait();
  toast.addEventListener("mouseenter", () => clearTimeout(timer));
  toast.addEventListener("focusin", () => clearTimeout(timer));
  toast.addEventListener("mouseleave", () => {
    timer = wait();
  });
};

/**
 * @param {string} url
 * @param {HTMLElement} toast
 */
const undoButton = (url, toast) => {
  const button = copyOf(document, "#toast-undo");
  button.addEventListener("click", () => {
    dismiss(toast);
    window.htmx.ajax("POST", url, { swap: "none" });
  });
  return button;
};

// What lies outside an open dialog is hidden by it and cannot be clicked.
const toPlace = () => {
  const home = every(document, "dialog[open]").pop() ?? document.body;
  const toasts = need(document, "#toasts");
  if (toasts.parentElement !== home) home.append(toasts);
  return toasts;
};

/** @param {Toast} toast */
export const showToast = ({ level = "info", text = "", undo = "" }) => {
  const look = byId(`toast-${level}`, HTMLTemplateElement) ? level : "info";
  const toast = copyOf(document, `#toast-${look}`);
  const line = need(toast, "p");
  line.textContent = text;
  if (undo) line.after(undoButton(undo, toast));
  toPlace().append(toast);
  leaveInTime(toast);
};

/**
 * Show the text that the page holds for this error.
 * @param {"lost" | "failed"} name
 */
export const showError = (name) => {
  const { content } = need(document, `#toast-${name}`, HTMLTemplateElement);
  showToast({ level: "error", text: content.textContent.trim() });
};

document.addEventListener("toast", (event) => showToast(event.detail));
document.addEventListener("click", (event) => {
  const button = around(event, "[data-dismiss]");
  const toast = button && around(button, ".toast");
  if (toast) dismiss(toast);
});
document.addEventListener("DOMContentLoaded", () => {
  for (const toast of every(document, "#toasts .toast")) leaveInTime(toast);
});
