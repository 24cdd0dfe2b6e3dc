// Menus: one open at a time, closed by Escape and by what happens elsewhere, walked by arrows.
import { around, every, find, hit } from "../elements.js";

const OPEN = "details.menu[open]";
const ITEMS = ".menu-panel :is(a, button, input)";

/** @param {EventTarget | null} except what lies in a menu leaves that one open */
export const closeMenus = (except) => {
  for (const menu of every(document, OPEN, HTMLDetailsElement)) {
    if (!(except instanceof Node && menu.contains(except))) menu.open = false;
  }
};

/**
 * @param {HTMLElement} menu
 * @param {1 | -1} step
 */
const walk = (menu, step) => {
  const items = every(menu, ITEMS).filter((item) => item.checkVisibility());
  const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  items[(at + step + items.length) % items.length]?.focus();
};

document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("focusin", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  const menu = around(event, OPEN, HTMLDetailsElement);
  if (!menu) return;
  if (event.key === "Escape") {
    menu.open = false;
    find(menu, "summary")?.focus();
  }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    walk(menu, event.key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
  }
});

// A field in a menu narrows its entries down.
document.addEventListener("input", (event) => {
  const field = hit(event, "[data-narrows]", HTMLInputElement);
  if (!field?.parentElement) return;
  const wanted = field.value.trim().toLocaleLowerCase();
  for (const link of every(field.parentElement, "a")) {
    link.hidden = !link.textContent.toLocaleLowerCase().includes(wanted);
  }
});
