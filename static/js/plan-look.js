// The room plan: the card of a stay while the pointer rests on its bar, the sheet after a tap,
// stays of one reservation shown together, and the search for a guest.
(() => {
  const { Plan } = window;
  const REST_MS = 450;
  const LEAVE_MS = 180;
  const GAP = 6;
  const box = document.getElementById("plan-card");
  const barOf = (event) => (Plan.root ? event.target.closest?.("#plan-sheet a.bar:not(.ghost)") : null);

  // --- the card ------------------------------------------------------------------------------
  let shown = null;
  let timer = 0;
  const known = new Map();
  const address = (bar) => Plan.root.dataset.cardUrl.replace("/0/", `/${bar.dataset.stay}/`);
  const fill = (place, bar) => {
    const [amount] = Plan.owed[bar.dataset.stay] || [];
    const row = place.querySelector("[data-balance-row]");
    if (!row || !amount) return;
    row.hidden = false;
    row.querySelector("[data-balance]").textContent = amount;
  };
  const fetchCard = async (bar) => {
    const key = `${bar.dataset.stay}/${Plan.facts(bar).version}`;
    if (known.has(key)) return known.get(key);
    const answer = await fetch(`${address(bar)}?box=1`, { headers: { "HX-Request": "true", "HX-Current-URL": window.location.href } });
    if (!answer.ok || answer.headers.get("HX-Redirect")) throw new Error("no card");
    const html = await answer.text();
    known.set(key, html);
    return html;
  };
  const hide = () => {
    clearTimeout(timer);
    if (!shown) return;
    if (shown.dataset.title) shown.title = shown.dataset.title;
    delete shown.dataset.title;
    shown = null;
    box.hidden = true;
  };
  const place = (bar, x) => {
    const at = bar.getBoundingClientRect();
    const own = box.getBoundingClientRect();
    const left = Math.min(Math.max((x ?? at.left) - 24, GAP), innerWidth - own.width - GAP);
    const below = at.bottom + GAP;
    const top = below + own.height > innerHeight ? Math.max(GAP, at.top - own.height - GAP) : below;
    box.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  };
  const show = async (bar, x) => {
    let html = "";
    try { html = await fetchCard(bar); } catch { return; }
    // The pointer may have left while the answer was on its way.
    if (wanted !== bar || Plan.holds.size || !bar.isConnected) return;
    hide();
    shown = bar;
    // Two explanations at once would cover each other.
    bar.dataset.title = bar.title;
    bar.title = "";
    box.innerHTML = html;
    window.htmx.process(box);
    fill(box, bar);
    box.hidden = false;
    place(bar, x);
  };
  let wanted = null;
  const want = (bar, x) => {
    if (bar === wanted) return;
    wanted = bar;
    clearTimeout(timer);
    if (bar && bar !== shown) timer = setTimeout(() => show(bar, x), REST_MS);
    else if (!bar) timer = setTimeout(hide, LEAVE_MS);
  };
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || Plan.holds.size) return;
    if (event.target.closest?.("#plan-card")) {
      clearTimeout(timer);
      wanted = shown;
      return;
    }
    const bar = barOf(event);
    showKin(bar);
    want(bar, event.clientX);
  });
  document.addEventListener("focusin", (event) => {
    const bar = barOf(event);
    showKin(bar);
    if (bar?.matches(":focus-visible")) want(bar);
    else if (!event.target.closest?.("#plan-card")) want(null);
  });
  const leave = () => { wanted = null; hide(); };
  for (const name of ["plan:lifted", "plan:merged", "plan:ready", "htmx:afterSwap"]) document.addEventListener(name, leave);
  document.addEventListener("plan:merged", () => known.clear());
  document.addEventListener("pointerdown", (event) => { if (!event.target.closest?.("#plan-card")) leave(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") leave(); }, true);
  document.addEventListener("scroll", (event) => { if (event.target.matches?.(".plan-scroll, .plan-lanes")) leave(); }, true);

  // --- after a tap, or the space bar: the same card in the side panel ------------------------
  const openPanel = async (bar) => {
    leave();
    await window.htmx.ajax("GET", address(bar), { target: "#panel-body", swap: "innerHTML" });
    fill(document.getElementById("panel-body"), bar);
  };
  document.addEventListener("click", (event) => {
    const bar = barOf(event);
    if (!bar || event.pointerType !== "touch" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    openPanel(bar);
  });
  document.addEventListener("keydown", (event) => {
    const bar = event.key === " " && !Plan.holds.size && barOf(event);
    if (!bar) return;
    event.preventDefault();
    openPanel(bar);
  });

  // --- stays of one reservation --------------------------------------------------------------
  let group = "";
  const showKin = (bar) => {
    const next = bar?.dataset.group || "";
    if (next === group) return;
    group = next;
    for (const other of Plan.sheet().querySelectorAll(".bar.kin")) other.classList.remove("kin");
    if (!group) return;
    for (const other of Plan.sheet().querySelectorAll(`a.bar[data-group="${group}"]`)) other.classList.add("kin");
  };

  // --- find a guest --------------------------------------------------------------------------
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const field = () => document.querySelector("[data-find]");
  const matches = () => {
    const words = plain(field()?.value || "").split(/\s+/).filter(Boolean);
    if (!words.length) return null;
    return Plan.bars().filter((bar) => {
      const text = plain(bar.title || bar.dataset.title || "");
      return words.every((word) => text.includes(word));
    });
  };
  const showFound = () => {
    const found = matches();
    Plan.root.classList.toggle("finding", found !== null);
    for (const bar of Plan.sheet().querySelectorAll(".bar.found")) bar.classList.remove("found");
    for (const bar of found || []) bar.classList.add("found");
    const output = document.querySelector("[data-found]");
    if (output) output.textContent = found ? (found.length ? Plan.counted("found", new Set(found.map((bar) => bar.dataset.stay)).size) : Plan.texts.nothing) : "";
    return found || [];
  };
  const reveal = (bar) => {
    const tray = bar.closest("[data-tray]");
    if (tray) tray.open = true;
    Plan.goTo(bar);
  };
  let turn = 0;
  document.addEventListener("input", (event) => {
    if (!event.target.matches?.("[data-find]")) return;
    turn = 0;
    const [first] = showFound();
    first?.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches?.("[data-find]")) return;
    event.preventDefault();
    const found = showFound();
    if (found.length) reveal(found[turn++ % found.length]);
  });
  document.addEventListener("plan:merged", showFound);
})();
