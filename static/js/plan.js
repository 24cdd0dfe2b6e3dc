// The room plan, ground floor: what stands where, the refresh from the server, balances, zoom, tray.
// plan-move.js carries bars, plan-look.js shows cards and finds guests. Both use window.Plan.
// Dates are counted in whole days from the first one shown.
window.Plan = (() => {
  const DAY_MS = 24 * 60 * 60 * 1000;
  const REFRESH_MS = 15_000;
  const ZOOMS = [1, 1.5, 2, 3];
  const ROOMY_PX = 150;
  const texts = JSON.parse(document.getElementById("plan-texts")?.textContent || "{}");
  const plurals = new Intl.PluralRules(document.documentElement.lang || "en");

  let root = null;
  const find = (selector) => root.querySelector(selector);
  const sheet = () => find("#plan-sheet");
  const scroller = () => find(".plan-scroll");
  const days = () => Number(root.dataset.days);

  const moment = (iso) => Date.parse(`${iso}T00:00:00Z`);
  const at = (iso) => Math.round((moment(iso) - moment(root.dataset.first)) / DAY_MS);
  const iso = (index) => new Date(moment(root.dataset.first) + index * DAY_MS).toISOString().slice(0, 10);
  const today = () => at(sheet().dataset.businessDate);
  const counted = (name, n) => (texts[name][plurals.select(n)] ?? texts[name].other).replace("#", n);
  const toast = (level, text) => document.dispatchEvent(new CustomEvent("toast", { detail: { level, text } }));

  // --- what a bar says of its stay -----------------------------------------------------------
  const facts = (bar) => {
    const [version, start, span, arrival, departure] = bar.dataset.bar.split(" ").map(Number);
    const is = (...names) => names.some((name) => bar.classList.contains(name));
    return { stay: bar.dataset.stay, version, start, span, arrival, departure,
      isBooked: is("booked", "due_in"), isInside: is("in_house", "due_out") };
  };
  const keyOf = (bar) => `${bar.dataset.stay}/${facts(bar).start}`;
  const bars = (place = sheet()) => [...place.querySelectorAll("a.bar:not(.ghost)")];
  const firstTrack = () => find(".plan-track");
  const dayWidth = () => firstTrack().clientWidth / days();
  const dayAt = (x) => {
    const box = firstTrack().getBoundingClientRect();
    return Math.floor(((x - box.left) / box.width) * days());
  };

  // --- small things that a person chose, kept in this browser --------------------------------
  const recall = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const remember = (name, value) => { try { localStorage.setItem(name, value); } catch { /* private window: holds for this page */ } };

  // --- zoom ----------------------------------------------------------------------------------
  const zoomed = () => Math.max(0, ZOOMS.indexOf(Number(recall("plan-zoom"))));
  const showZoom = () => {
    const place = zoomed();
    const box = scroller();
    const before = box.scrollWidth;
    root.style.setProperty("--zoom", ZOOMS[place]);
    // The dates in sight stay in sight.
    box.scrollLeft *= box.scrollWidth / before;
    for (const button of document.querySelectorAll("[data-zoom]")) {
      button.disabled = !ZOOMS[place + Number(button.dataset.zoom)];
    }
    showDue();
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-zoom]");
    if (!button || !root) return;
    remember("plan-zoom", ZOOMS[zoomed() + Number(button.dataset.zoom)] || 1);
    showZoom();
  });

  // --- balances: the money belongs to another part of the house ------------------------------
  let owed = {};
  const showDue = () => {
    const width = dayWidth();
    for (const bar of bars()) {
      const [amount, kind] = owed[bar.dataset.stay] || [];
      if (!amount && !bar.dataset.due) continue;
      if (amount) bar.dataset.due = amount;
      else delete bar.dataset.due;
      bar.classList.toggle("owes", kind === "due");
      bar.classList.toggle("roomy", Boolean(amount) && facts(bar).span * width > ROOMY_PX);
    }
  };
  const fetchDue = async () => {
    const { balancesUrl, first } = root.dataset;
    if (!balancesUrl) return;
    try {
      const answer = await fetch(`${balancesUrl}?${new URLSearchParams({ first, days: days() })}`);
      if (answer.ok) owed = await answer.json();
    } catch { return; }
    showDue();
  };

  // --- the sheet as the server has it now ----------------------------------------------------
  const holds = new Set();
  const isBusy = () => holds.size > 0 || Boolean(document.querySelector("#plan-confirm[open]"));
  let focused = "";
  const rove = (bar) => {
    for (const other of sheet().querySelectorAll("a.bar[tabindex='0']")) other.tabIndex = -1;
    if (bar) bar.tabIndex = 0;
  };
  const prepare = () => {
    const all = bars();
    for (const bar of all) bar.tabIndex = -1;
    const before = all.find((bar) => keyOf(bar) === focused);
    rove(before || all[0]);
    return before;
  };
  const pieces = (place) => [...place.querySelectorAll("[data-stamp]")];
  const swapAll = (next) => sheet().replaceChildren(...next.childNodes);
  const swapChanged = (now, next) => now.forEach((piece, place) => {
    if (piece.dataset.stamp === next[place].dataset.stamp) return;
    next[place].classList.add("fresh");
    piece.replaceWith(next[place]);
  });
  const merge = (html) => {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const next = holder.content.querySelector("#plan-sheet");
    if (!next || isBusy()) return;
    const hadFocus = sheet().contains(document.activeElement);
    const lanes = find(".plan-lanes")?.scrollTop || 0;
    const [before, after] = [pieces(sheet()), pieces(next)];
    const isSameHouse = before.length === after.length && before.every((piece, place) => piece.id === after[place].id);
    if (isSameHouse && sheet().dataset.businessDate === next.dataset.businessDate) swapChanged(before, after);
    else swapAll(next);
    Object.assign(sheet().dataset, next.dataset);
    showTray();
    if (find(".plan-lanes")) find(".plan-lanes").scrollTop = lanes;
    const bar = prepare();
    if (hadFocus) bar?.focus({ preventScroll: true });
    document.dispatchEvent(new CustomEvent("plan:merged"));
  };
  let isAsking = false;
  let isWanted = false;
  const refresh = async () => {
    // What changes while an answer is on its way is asked for after it.
    isWanted = isAsking;
    if (!root || document.hidden || isBusy() || isAsking) return;
    const asked = root;
    const address = new URL(window.location.href);
    const { stamp } = sheet().dataset;
    for (const [name, value] of Object.entries({ from: root.dataset.first, days: days(), stamp })) address.searchParams.set(name, value);
    isAsking = true;
    let answer = null;
    try {
      answer = await fetch(address, { headers: { "HX-Request": "true", "HX-Current-URL": window.location.href } });
      const away = answer.headers.get("HX-Redirect");
      if (away) window.location.assign(away);
      const html = answer.status === 200 && !away ? await answer.text() : "";
      if (root === asked && html) merge(html);
    } catch { answer = null; }
    isAsking = false;
    if (isWanted) { refresh(); return; }
    if (root !== asked) return;
    find("[data-stale]").hidden = Boolean(answer?.ok);
    if (answer?.ok) await fetchDue();
  };
  setInterval(refresh, REFRESH_MS);
  document.addEventListener("visibilitychange", refresh);
  document.addEventListener("plan-changed", refresh);
  document.addEventListener("focusin", (event) => {
    const bar = root && event.target.closest?.("#plan-sheet a.bar");
    if (bar) { focused = keyOf(bar); rove(bar); }
  });

  // --- the tray of stays without a room ------------------------------------------------------
  const showTray = () => {
    const tray = find("[data-tray]");
    const choice = recall("plan-tray");
    if (tray && choice) tray.open = choice === "open";
  };
  document.addEventListener("click", (event) => {
    const tray = event.target.closest?.("[data-tray] > summary")?.parentElement;
    // The click opens or closes it after this listener.
    if (tray) remember("plan-tray", tray.open ? "closed" : "open");
  });

  // --- a plan arrives: with the page, or by the arrows and filters ---------------------------
  let top = 0;
  let filtered = "";
  const boot = () => {
    const found = document.querySelector("[data-plan]");
    if (!found || found === root) return;
    root = found;
    showTray();
    prepare();
    showZoom();
    scroller().scrollTop = top;
    if (filtered) {
      document.querySelector(".plan-filter").open = true;
      document.getElementById(filtered)?.focus();
    }
    filtered = "";
    fetchDue();
    document.dispatchEvent(new CustomEvent("plan:ready"));
  };
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target?.id !== "plan-page" || !root) return;
    top = scroller().scrollTop;
    // Who chooses one filter often chooses a second.
    filtered = event.detail.requestConfig?.elt.matches(".plan-filters") ? document.activeElement.id || "plan-free" : "";
  });
  document.addEventListener("htmx:afterSettle", boot);
  document.addEventListener("htmx:historyRestore", boot);
  document.addEventListener("htmx:configRequest", (event) => {
    // An address that names only what was chosen.
    const { parameters, elt } = event.detail;
    if (!elt.matches(".plan-filters")) return;
    for (const name of Object.keys(parameters)) if (parameters[name] === "") delete parameters[name];
  });
  addEventListener("resize", () => root && showDue());

  const api = { texts, find, sheet, scroller, days, iso, today, counted, toast, facts, bars, firstTrack, dayAt, rove, holds, refresh };
  Object.defineProperty(api, "root", { get: () => root });
  Object.defineProperty(api, "owed", { get: () => owed });
  document.addEventListener("DOMContentLoaded", boot);
  return api;
})();
