// The command palette and the bell. The server finds; this file opens, moves and chooses.
// Without it the search form and the page of notifications do the same work.
(() => {
  const find = (id) => document.getElementById(id);
  const keep = (store, key, value) => {
    try {
      if (value === undefined) return store.getItem(key);
      store.setItem(key, value);
    } catch { /* private window: nothing is kept */ }
    return null;
  };

  // --- things seen last ----------------------------------------------------------------------
  // Only addresses of this person at this hotel are kept; names come from the server each time.
  const dialog = find("palette");
  const input = find("palette-text");
  const list = find("palette-list");
  const SEEN = 6;
  const seen = () => (keep(localStorage, dialog.dataset.keep) || "").split(",").filter(Boolean);
  if (dialog.hasAttribute("data-thing")) {
    const paths = [location.pathname, ...seen().filter((path) => path !== location.pathname)];
    keep(localStorage, dialog.dataset.keep, paths.slice(0, SEEN + 1).join(","));
  }

  // --- the list ------------------------------------------------------------------------------
  const options = () => [...list.querySelectorAll("[role='option']")];
  const chosen = () => list.querySelector("[aria-selected='true']");
  const choose = (option) => {
    chosen()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  };
  const move = (step) => {
    const all = options();
    if (all.length) choose(all[(all.indexOf(chosen()) + step + all.length) % all.length]);
  };

  // What the list answers; Enter waits until it answers what is typed.
  let asked = null;
  let answered = null;
  let waits = false;
  const isAnswered = () => answered === input.value;
  const open = (text = "") => {
    if (dialog.open) return;
    input.value = text;
    find("palette-recent").value = seen().filter((path) => path !== location.pathname).slice(0, SEEN).join(",");
    answered = null;
    waits = false;
    list.replaceChildren();
    dialog.showModal();
    input.focus();
    window.htmx.trigger(input, "open");
  };
  input.addEventListener("htmx:beforeRequest", () => { asked = input.value; });
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
  const enter = (event) => {
    waits = !isAnswered();
    if (waits) return;
    // A new tab, as with any link.
    const { ctrlKey, metaKey } = event;
    chosen()?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey }));
  };
  list.addEventListener("pointermove", (event) => {
    const option = event.target.closest("[role='option']");
    if (option && option !== chosen()) choose(option);
  });
  list.addEventListener("click", (event) => {
    if (event.target.closest("[role='option']")) dialog.close();
  });

  // --- ways in -------------------------------------------------------------------------------
  document.addEventListener("palette", (event) => open(event.detail?.text));
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-palette]");
    if (!opener || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    open(opener.value);
  });
  // Whoever tabs into the field and types goes on in the palette.
  document.addEventListener("input", (event) => {
    if (event.target.matches("input[data-palette]")) open(event.target.value);
  });

  // --- the bell ------------------------------------------------------------------------------
  const bell = find("bell");
  const MINUTE_MS = 60_000;
  let askedAt = 0;
  const show = (html) => {
    const before = find("bell-count").textContent;
    find("bell-count").innerHTML = html;
    return find("bell-count").textContent !== before;
  };
  const ask = async () => {
    askedAt = Date.now();
    try {
      const answer = await fetch(bell.dataset.count, { headers: { "HX-Request": "true" } });
      // Signed out meanwhile: the next click leads to the log-in.
      if (!answer.ok || answer.headers.has("HX-Redirect")) return;
      const html = (await answer.text()).trim();
      if (show(html)) find("bell-status").textContent = find("bell-count").querySelector(".visually-hidden")?.textContent || "";
      keep(sessionStorage, bell.dataset.keep, html);
    } catch { /* no network: the next minute asks again */ }
  };
  const askInSight = () => {
    if (document.visibilityState === "visible" && Date.now() - askedAt >= MINUTE_MS) ask();
  };
  if (bell) {
    show(keep(sessionStorage, bell.dataset.keep) || "");
    ask();
    setInterval(askInSight, MINUTE_MS);
    document.addEventListener("visibilitychange", askInSight);
    document.addEventListener("bell", ask);
  }
})();
