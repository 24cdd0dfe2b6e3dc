// Keywords go where the cursor stands; the preview follows what is typed.
// Without JavaScript the keywords are read and typed, and the button shows the preview.
(() => {
  const form = document.querySelector("[data-template-editor]")?.closest("form");
  if (!form) return;
  const subject = form.elements.subject;
  const body = form.elements.body;
  const show = form.querySelector("[data-preview]");
  let target = body;
  body.setSelectionRange(body.value.length, body.value.length);

  for (const field of [subject, body]) {
    field.addEventListener("focus", () => { target = field; });
  }

  const insert = (before, after = "") => {
    const { selectionStart: start, selectionEnd: end, value } = target;
    const text = before + value.slice(start, end) + after;
    target.focus();
    target.setRangeText(text, start, end, "end");
    if (after) target.setSelectionRange(start + before.length, start + text.length - after.length);
    target.dispatchEvent(new Event("input", { bubbles: true }));
  };

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-keyword], [data-condition]");
    if (!button) return;
    if (button.dataset.keyword) insert(button.dataset.keyword);
    else insert(`{if @${button.dataset.condition}}`, "{end}");
  });

  let timer = 0;
  const preview = () => { if (show) form.requestSubmit(show); };
  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    timer = setTimeout(preview, event.target.type === "radio" ? 0 : 600);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
  preview();
})();
