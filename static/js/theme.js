// Runs before the first paint, so that a chosen appearance does not flash. It is no module for
// that reason: a module waits for the whole page.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  /** @param {string | null | undefined} choice */
  const show = (choice) => {
    if (choice === "light" || choice === "dark") root.dataset.theme = choice;
    else delete root.dataset.theme;
  };
  const read = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null;
    }
  };
  /** @param {string} choice */
  const keep = (choice) => {
    try {
      localStorage.setItem("theme", choice);
    } catch {
      // A private window: it holds for this page.
    }
  };
  show(read());
  const mark = () => {
    const chosen = read() || "auto";
    /** @type {NodeListOf<HTMLElement>} */
    const buttons = document.querySelectorAll("[data-theme-choice]:not([role])");
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === chosen));
    }
  };
  document.addEventListener("DOMContentLoaded", mark);
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    /** @type {HTMLElement | null} */
    const button = event.target.closest("[data-theme-choice]");
    if (!button) return;
    keep(button.dataset.themeChoice ?? "auto");
    show(button.dataset.themeChoice);
    mark();
  });
})();
