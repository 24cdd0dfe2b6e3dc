// Runs before the first paint, so that a chosen appearance does not flash.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const show = (choice) => {
    if (choice === "light" || choice === "dark") root.dataset.theme = choice;
    else delete root.dataset.theme;
  };
  const read = () => {
    try { return localStorage.getItem("theme"); } catch { return null; }
  };
  show(read());
  const mark = () => {
    for (const button of document.querySelectorAll("[data-theme-choice]:not([role])")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === (read() || "auto")));
    }
  };
  document.addEventListener("DOMContentLoaded", mark);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-choice]");
    if (!button) return;
    try { localStorage.setItem("theme", button.dataset.themeChoice); } catch { /* private window: holds for this page */ }
    show(button.dataset.themeChoice);
    mark();
  });
})();
