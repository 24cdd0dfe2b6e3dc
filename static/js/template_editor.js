// Keywords go where the cursor stands; the preview follows what is typed.
// Without JavaScript the keywords are read and typed, and the button shows the preview.
import { around, find } from "./elements.js";

const TYPED_MS = 600;

/** @typedef {HTMLInputElement | HTMLTextAreaElement} TextField */

/**
 * @param {TextField} field
 * @param {string} before
 * @param {string} after
 */
const insert = (field, before, after = "") => {
  const start = field.selectionStart ?? 0;
  const end = field.selectionEnd ?? start;
  const text = before + field.value.slice(start, end) + after;
  field.focus();
  field.setRangeText(text, start, end, "end");
  if (after) field.setSelectionRange(start + before.length, start + text.length - after.length);
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} subject
 * @param {HTMLTextAreaElement} body
 */
const edit = (form, subject, body) => {
  const show = find(form, "[data-preview]");
  /** @type {TextField} */
  let target = body;
  body.setSelectionRange(body.value.length, body.value.length);
  for (const field of [subject, body]) {
    field.addEventListener("focus", () => {
      target = field;
    });
  }
  form.addEventListener("click", (event) => {
    const button = around(event, "[data-keyword], [data-condition]");
    if (!button) return;
    if (button.dataset.keyword) insert(target, button.dataset.keyword);
    else insert(target, `{if @${button.dataset.condition}}`, "{end}");
  });

  let timer = 0;
  const preview = () => {
    if (show) form.requestSubmit(show);
  };
  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    const isChoice = event.target instanceof HTMLInputElement && event.target.type === "radio";
    timer = window.setTimeout(preview, isChoice ? 0 : TYPED_MS);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
  preview();
};

const editor = find(document, "[data-template-editor]");
const form = editor && around(editor, "form", HTMLFormElement);
const subject = form && find(form, "[name='subject']", HTMLInputElement);
const body = form && find(form, "[name='body']", HTMLTextAreaElement);
if (form && subject && body) edit(form, subject, body);
