// Lists: typing replaces the address, choosing adds to the history, the filters follow the
// address. Without this the filters are a plain form and every link loads its page.
import { every, find, hit } from "./elements.js";

const filters = () => find(document, "form[data-list-filters]", HTMLFormElement);

// An address names only what narrows the list; bare, it would open the person's own view.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.target !== filters()) return;
  const wanted = event.detail.parameters;
  for (const [name, value] of Object.entries(wanted)) if (value === "") delete wanted[name];
  if (!Object.keys(wanted).length) wanted.view = "all";
});

document.addEventListener("htmx:beforeHistoryUpdate", ({ detail }) => {
  const cause = detail.requestConfig?.triggeringEvent?.type;
  if (detail.history.type === "push" && cause === "input") detail.history.type = "replace";
});

// A chip or a column head changed the address: the fields show what it says.
const follow = () => {
  const wanted = new URLSearchParams(window.location.search);
  for (const field of filters()?.elements ?? []) {
    const isField = field instanceof HTMLInputElement || field instanceof HTMLSelectElement;
    if (!isField || !field.name || field === document.activeElement) continue;
    field.value = wanted.get(field.name) ?? "";
  }
};
document.addEventListener("htmx:afterSettle", (event) => {
  if (hit(event, "[data-rows]")) follow();
});

document.addEventListener("view-saved", () => {
  for (const menu of every(document, ".list-menu[open]", HTMLDetailsElement)) menu.open = false;
});
