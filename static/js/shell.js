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
  document.addEventListener("focusin", (event) => closeMenus(event.target));
  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest?.("details.menu[open]");
    if (!menu) return;
    if (event.key === "Escape") {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const items = [...menu.querySelectorAll(".menu-panel :is(a, button, input)")].filter((item) => item.checkVisibility());
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = (items.indexOf(document.activeElement) + step + items.length) % items.length;
      items[next]?.focus();
      event.preventDefault();
    }
  });

  // A field in a menu narrows its entries down.
  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-narrows]")) return;
    const wanted = event.target.value.trim().toLocaleLowerCase();
    for (const link of event.target.parentElement.querySelectorAll("a")) {
      link.hidden = !link.textContent.toLocaleLowerCase().includes(wanted);
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
  // What lies outside an open dialog is hidden by it and cannot be clicked.
  const toPlace = () => {
    const home = [...document.querySelectorAll("dialog[open]")].pop() || document.body;
    if (find("toasts").parentElement !== home) home.append(find("toasts"));
  };
  const showToast = ({ level = "info", text = "", undo = "" }) => {
    const template = find(`toast-${level}`) || find("toast-info");
    const toast = template.content.firstElementChild.cloneNode(true);
    const line = toast.querySelector("p");
    line.textContent = text;
    if (undo) line.after(undoButton(undo, toast));
    toPlace();
    find("toasts").append(toast);
    leaveInTime(toast);
  };
  document.addEventListener("toast", (event) => showToast(event.detail));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-dismiss]");
    if (button) dismiss(button.closest(".toast"));
  });

  // --- panel and dialogs ---------------------------------------------------------------------
  // Whoever opened a dialog gets the focus back; where its menu has closed, the menu's button does.
  const openers = new WeakMap();
  const open = (dialog, opener = document.activeElement) => {
    if (!dialog || dialog.open) return;
    openers.set(dialog, opener);
    closeMenus(null);
    dialog.showModal();
  };
  const isInSight = (element) => element?.isConnected && element.checkVisibility();
  document.addEventListener("close", (event) => {
    const opener = openers.get(event.target);
    if (find("toasts").closest("dialog") === event.target) document.body.append(find("toasts"));
    if (!opener || document.querySelector("dialog[open]")) return;
    const summary = opener.closest?.("details.menu")?.querySelector("summary");
    const again = opener.id && find(opener.id);
    [opener, summary, again, find("main")].find(isInSight)?.focus({ preventScroll: true });
  }, true);
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) open(find(opener.dataset.opens), opener);
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
    const id = event.detail.target?.id;
    if (id !== "panel-body" && id !== "dialog-body") return;
    const dialog = event.detail.target.closest("dialog");
    open(dialog, event.detail.requestConfig.elt);
    dialog.querySelector("[autofocus], [aria-invalid='true']")?.focus();
  });
  const text = (id) => find(id).content.textContent.trim();
  document.addEventListener("htmx:sendError", () => showToast({ level: "error", text: text("toast-lost") }));
  document.addEventListener("htmx:timeout", () => showToast({ level: "error", text: text("toast-lost") }));
  document.addEventListener("htmx:responseError", () => showToast({ level: "error", text: text("toast-failed") }));

  // --- shortcuts -----------------------------------------------------------------------------
  // Single keys can be switched off: speech input and shaking hands press them unasked.
  const KEYS = "letter-keys";
  const hasKeys = () => {
    try { return localStorage.getItem(KEYS) !== "off"; } catch { return true; }
  };
  document.addEventListener("change", (event) => {
    if (event.target.id !== KEYS) return;
    try { localStorage.setItem(KEYS, event.target.checked ? "on" : "off"); } catch { /* holds for this page only */ }
  });
  const PAUSE_MS = 1500;
  let goAt = -PAUSE_MS;
  const isTyping = (element) => element.closest?.("input:not([type='checkbox'], [type='radio']), textarea, select, [contenteditable]");
  const palette = (event) => {
    if (!find("palette")) return;
    event.preventDefault();
    document.dispatchEvent(new CustomEvent("palette"));
  };
  const single = (event) => {
    const isSecond = event.timeStamp - goAt < PAUSE_MS;
    goAt = -PAUSE_MS;
    if (isSecond) {
      // The list of shortcuts holds the links that the letters stand for.
      document.querySelector(`[data-go="${CSS.escape(event.key)}"]`)?.click();
    } else if (event.key === "/") {
      palette(event);
    } else if (event.key === "?") {
      open(find("shortcuts"));
    } else if (event.key === "g") {
      goAt = event.timeStamp;
    }
  };
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      palette(event);
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented
      && hasKeys() && !isTyping(event.target) && !document.querySelector("dialog[open]")) {
      single(event);
    }
  });

  document.addEventListener("DOMContentLoaded", () => {
    for (const toast of document.querySelectorAll("#toasts .toast")) leaveInTime(toast);
    if (find(KEYS)) find(KEYS).checked = hasKeys();
    if (!/Mac|iP/.test(navigator.platform)) return;
    for (const key of document.querySelectorAll("kbd")) key.textContent = key.textContent.replace("Ctrl ", "⌘ ");
  });
})();
