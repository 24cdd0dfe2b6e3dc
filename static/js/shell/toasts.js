// Toasts: they leave in time unless they tell of an error or somebody reads them.
import { around, byId, copyOf, every, find, need } from "../elements.js";

// Long enough for who reads slowly, and longer the more there is to read.
const STAY_MS = 10_000;
const LETTER_MS = 80;
const LEAVE_MS = 250;
// What stands in a page that has just come isn't read out: it has to come later than the page.
const READ_OUT_MS = 150;

/** @param {HTMLElement} toast */
const saidBy = (toast) => need(toast, "p").textContent.trim();

/** @param {HTMLElement} toast */
const dismiss = (toast) => {
  toast.classList.add("leaving");
  setTimeout(() => toast.remove(), LEAVE_MS);
};

/** @param {HTMLElement} toast */
const leaveInTime = (toast) => {
  if (toast.dataset.level === "error") return;
  const stay = STAY_MS + LETTER_MS * saidBy(toast).length;
  const wait = () => setTimeout(() => dismiss(toast), stay);
  let timer = wait();
  for (const name of ["mouseenter", "focusin"]) {
    toast.addEventListener(name, () => clearTimeout(timer));
  }
  for (const name of ["mouseleave", "focusout"]) {
    toast.addEventListener(name, () => {
      clearTimeout(timer);
      timer = wait();
    });
  }
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

/**
 * An error interrupts who listens, the others wait. What is said twice stands there once.
 * @param {HTMLElement} toast
 */
const put = (toast) => {
  const role = toast.dataset.level === "error" ? "alert" : "status";
  const list = need(toPlace(), `[role='${role}']`);
  for (const other of every(list, ".toast")) {
    const takesBack = find(other, ".button:not([data-dismiss])");
    if (!takesBack && saidBy(other) === saidBy(toast)) other.remove();
  }
  list.append(toast);
  leaveInTime(toast);
};

/** @param {Toast} toast */
export const showToast = ({ level = "info", text = "", undo = "" }) => {
  const look = byId(`toast-${level}`, HTMLTemplateElement) ? level : "info";
  const toast = copyOf(document, `#toast-${look}`);
  const line = need(toast, "p");
  line.textContent = text;
  if (undo) line.after(undoButton(undo, toast));
  put(toast);
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
  for (const toast of every(document, "#toasts .toast")) {
    toast.remove();
    setTimeout(() => put(toast), READ_OUT_MS);
  }
});
