// The command palette: what is typed goes to the server, the keys go through what it answers.
import { around, every, find, hit, need } from "../elements.js";
import { recall, remember } from "../storage.js";

const SEEN = 6;
const OPTION = "[role='option']";

const dialog = need(document, "#palette", HTMLDialogElement);
const input = need(document, "#palette-text", HTMLInputElement);
const recent = need(document, "#palette-recent", HTMLInputElement);
const list = need(document, "#palette-list");

// --- things seen last --------------------------------------------------------------------------
// Only addresses of this person at this hotel are kept; names come from the server each time.
const store = dialog.dataset.keep ?? "";
const seen = () => (recall(store) ?? "").split(",").filter(Boolean);
const seenElsewhere = () => seen().filter((path) => path !== location.pathname);
if (dialog.hasAttribute("data-thing")) {
  remember(store, [location.pathname, ...seenElsewhere()].slice(0, SEEN + 1).join(","));
}

// --- the list ----------------------------------------------------------------------------------
const options = () => every(list, OPTION);
const chosen = () => find(list, "[aria-selected='true']");

/** @param {HTMLElement | undefined} option */
const choose = (option) => {
  chosen()?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  if (option) input.setAttribute("aria-activedescendant", option.id);
  else input.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
};

/** @param {1 | -1} step */
const move = (step) => {
  const all = options();
  const option = chosen();
  const at = option ? all.indexOf(option) : -1;
  if (all.length) choose(all[(at + step + all.length) % all.length]);
};

// What the list answers; Enter waits until it answers what is typed.
/** @type {string | null} */
let asked = null;
/** @type {string | null} */
let answered = null;
let waits = false;
const isAnswered = () => answered === input.value;

const open = (text = "") => {
  if (dialog.open) return;
  input.value = text;
  recent.value = seenElsewhere().slice(0, SEEN).join(",");
  answered = null;
  waits = false;
  list.replaceChildren();
  dialog.showModal();
  input.focus();
  window.htmx.trigger(input, "open");
};

/** @param {KeyboardEvent} event */
const enter = ({ ctrlKey, metaKey }) => {
  waits = !isAnswered();
  if (waits) return;
  // With Ctrl it opens a new tab, as any link does.
  const click = { bubbles: true, cancelable: true, ctrlKey, metaKey };
  chosen()?.dispatchEvent(new MouseEvent("click", click));
};

input.addEventListener("htmx:beforeRequest", () => {
  asked = input.value;
});
list.addEventListener("htmx:afterSwap", (event) => {
  if (event.target !== list) return;
  answered = asked;
  choose(options()[0]);
  list.scrollTop = 0;
  if (waits && isAnswered()) chosen()?.click();
});
input.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") move(1);
  else if (event.key === "ArrowUp") move(-1);
  else if (event.key === "Enter" && !event.isComposing) enter(event);
  // A search field would only be emptied by it.
  else if (event.key === "Escape") dialog.close();
  else return;
  event.preventDefault();
});
list.addEventListener("pointermove", (event) => {
  const option = around(event, OPTION);
  if (option && option !== chosen()) choose(option);
});
list.addEventListener("click", (event) => {
  if (around(event, OPTION)) dialog.close();
});

// --- ways in -----------------------------------------------------------------------------------
document.addEventListener("palette", (event) => open(event.detail?.text));
document.addEventListener("click", (event) => {
  const opener = around(event, "[data-palette]");
  if (!opener || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  open(opener instanceof HTMLInputElement ? opener.value : "");
});
// Whoever tabs into the field and types goes on in the palette.
document.addEventListener("input", (event) => {
  const field = hit(event, "input[data-palette]", HTMLInputElement);
  if (field) open(field.value);
});
