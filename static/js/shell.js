// Menus, toasts, panel and dialogs, shortcuts, and what htmx answers mean.
// Everything listens on the document, so fragments need no set-up when they arrive.
(() => {
  const find = (id) => document.getElementById(id);

  // --- menus ---------------------------------------------------------------------------------
  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(except)) menu.open = false;
    }
  };
  document.addEventListener("click", (event) => closeMenus(event.target));
  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest?.("details.menu[open]");
    if (!menu) return;
    if (event.key === "Escape") {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const items = [...menu.querySelectorAll(".menu-panel :is(a, button)")];
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = (items.indexOf(document.activeElement) + step + items.length) % items.length;
      items[next]?.focus();
      event.preventDefault();
    }
  });

  // --- toasts --------------------------------------------------------------------------------
  const STAY_MS = 6000;
  const dismiss = (toast) => {
    toast.classList.add("leaving");
    setTimeout(() => toast.remove(), 250);
  };
  const leaveInTime = (toast) => {
    if (toast.dataset.level === "error") return;
    let timer = setTimeout(() => dismiss(toast), STAY_MS);
    toast.addEventListener("mouseenter", () => clearTimeout(timer));
    toast.addEventListener("focusin", () => clearTimeout(timer));
    toast.addEventListener("mouseleave", () => { timer = setTimeout(() => dismiss(toast), STAY_MS); });
  };
  const undoButton = (url, toast) => {
    const button = find("toast-undo").content.firstElementChild.cloneNode(true);
    button.addEventListener("click", () => {
      dismiss(toast);
      window.htmx.ajax("POST", url, { swap: "none" });
    });
    return button;
  };
  const showToast = ({ level = "info", text = "", undo = "" }) => {
    const template = find(`toast-${level}`) || find("toast-info");
    const toast = template.content.firstElementChild.cloneNode(true);
    const line = toast.querySelector("p");
    line.textContent = text;
    if (undo) line.after(undoButton(undo, toast));
    find("toasts").append(toast);
    leaveInTime(toast);
  };
  document.addEventListener("toast", (event) => showToast(event.detail));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-dismiss]");
    if (button) dismiss(button.closest(".toast"));
  });

  // --- panel and dialogs ---------------------------------------------------------------------
  const open = (dialog) => {
    if (dialog && !dialog.open) dialog.showModal();
  };
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) {
      closeMenus(null);
      open(find(opener.dataset.opens));
    }
    const closer = event.target.closest("[data-closes]");
    if (closer) closer.closest("dialog")?.close();
    // The backdrop belongs to the dialog; a click on it hits the dialog itself.
    if (event.target.matches?.("dialog[open]")) event.target.close();
  });
  document.addEventListener("close-panel", () => {
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  });
  document.addEventListener("submit", (event) => {
    const question = event.target.dataset.confirm;
    if (question && !window.confirm(question)) event.preventDefault();
  }, true);

  // --- htmx ----------------------------------------------------------------------------------
  let waiting = 0;
  const count = (step) => {
    waiting = Math.max(0, waiting + step);
    document.documentElement.toggleAttribute("data-busy", waiting > 0);
  };
  document.addEventListener("htmx:beforeRequest", () => count(1));
  document.addEventListener("htmx:afterRequest", () => count(-1));
  const alertsNear = (element) =>
    (element.closest("dialog, [data-alerts]") || document).querySelector(".alerts") || find("alerts");
  document.addEventListener("htmx:beforeSwap", (event) => {
    // A refusal goes to the alerts beside the form, so nothing that was typed is lost.
    if (event.detail.xhr.status !== 409) return;
    event.detail.target = alertsNear(event.detail.elt);
    event.detail.swapOverride = "innerHTML";
    event.detail.shouldSwap = true;
    event.detail.isError = false;
    event.detail.target.scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const id = event.detail.target.id;
    if (id !== "panel-body" && id !== "dialog-body") return;
    const dialog = event.detail.target.closest("dialog");
    open(dialog);
    dialog.querySelector("[autofocus], [aria-invalid='true']")?.focus();
  });
  const text = (id) => find(id).content.textContent.trim();
  document.addEventListener("htmx:sendError", () => showToast({ level: "error", text: text("toast-lost") }));
  document.addEventListener("htmx:timeout", () => showToast({ level: "error", text: text("toast-lost") }));
  document.addEventListener("htmx:responseError", () => showToast({ level: "error", text: text("toast-failed") }));

  // --- shortcuts -----------------------------------------------------------------------------
  const isTyping = (element) => element.closest?.("input, textarea, select, [contenteditable]");
  const goToEntry = (number) => document.querySelectorAll(".nav a")[number - 1]?.click();
  document.addEventListener("keydown", (event) => {
    const wantsSearch = (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey))
      || (event.key === "/" && !isTyping(event.target));
    if (wantsSearch && find("search")) {
      event.preventDefault();
      find("search").focus();
      find("search").select();
    } else if (event.key === "?" && !isTyping(event.target)) {
      open(find("shortcuts"));
    } else if (event.altKey && !event.ctrlKey && !event.metaKey && /^[1-9]$/.test(event.key)) {
      event.preventDefault();
      goToEntry(Number(event.key));
    }
  });

  document.addEventListener("DOMContentLoaded", () => {
    for (const toast of document.querySelectorAll("#toasts .toast")) leaveInTime(toast);
  });
})();
