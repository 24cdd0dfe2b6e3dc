// The room plan: bars are lifted, carried over the grid and dropped, by mouse, finger or keyboard.
// The server says what a drop would do before it is done, and does it; this file only asks.
// Dates are counted in whole days from the first one shown.
(() => {
  const plan = document.querySelector("[data-plan]");
  if (!plan) return;
  const scroller = plan.querySelector(".plan-scroll");
  const sheet = plan.querySelector("#plan-sheet");
  const hint = plan.querySelector("[data-hint]");
  const confirmation = document.getElementById("plan-confirm");
  const days = Number(plan.dataset.days);
  const DAY_MS = 24 * 60 * 60 * 1000;
  const PRESS_MS = 350;
  const ASK_MS = 110;
  const EDGE = 8;
  const NEAR = 36;

  const text = (id) => document.getElementById(id).content.textContent.trim();
  const at = (iso) => Math.round((Date.parse(`${iso}T00:00:00Z`) - Date.parse(`${plan.dataset.first}T00:00:00Z`)) / DAY_MS);
  const iso = (index) => new Date(Date.parse(`${plan.dataset.first}T00:00:00Z`) + index * DAY_MS).toISOString().slice(0, 10);
  const today = at(plan.dataset.businessDate);
  const nights = (n) => (n === 1 ? text("plan-nights-one") : text("plan-nights-many").replace("#", n));
  const toast = (level, words) => document.dispatchEvent(new CustomEvent("toast", { detail: { level, text: words } }));

  const tracks = () => [...sheet.querySelectorAll("[data-room]")];
  const firstTrack = () => sheet.querySelector(".plan-track");
  const barsIn = (track) => [...track.querySelectorAll("a.bar:not(.ghost)")];
  const dayAt = (x) => {
    const box = firstTrack().getBoundingClientRect();
    return Math.floor(((x - box.left) / box.width) * days);
  };
  const trackAt = (x, y) => document.elementFromPoint(x, y)?.closest("[data-room], [data-lane], [data-tray]");

  // --- what is carried -----------------------------------------------------------------------
  // `lift` is null, or what is being moved: the stay's dates and those of the piece that is seen.
  let lift = null;

  const canMove = (bar) => Boolean(plan.dataset.dropUrl) && ["booked", "in_house"].includes(bar.dataset.state);
  const liftOf = (bar, mode) => {
    const from = Number(bar.dataset.start);
    const to = from + Number(bar.dataset.span);
    const first = { arrival: at(bar.dataset.arrival), departure: at(bar.dataset.departure), from, to, track: bar.closest(".plan-track") };
    const steps = { body: 0, start: 0, end: 0 };
    return { bar, mode, first, now: { ...first }, steps, isInside: bar.dataset.state === "in_house" };
  };
  const modeAt = (bar, x) => {
    const box = bar.getBoundingClientRect();
    const wide = box.width > 3 * EDGE;
    const { start, span, arrival, departure, state } = bar.dataset;
    const endsHere = Number(start) + Number(span) === at(departure);
    if (wide && box.right - x < EDGE && endsHere) return "end";
    if (wide && x - box.left < EDGE && Number(start) === at(arrival) && state === "booked") return "start";
    return "body";
  };
  // The dates that the steps taken so far lead to: of the whole stay, and of the piece that is seen.
  const shifted = () => {
    const { first, steps, isInside } = lift;
    const now = { ...first, track: lift.now.track };
    const body = isInside ? 0 : steps.body;
    const head = isInside ? 0 : Math.min(steps.start, first.departure - first.arrival - 1);
    const least = Math.max(first.arrival + 1, isInside ? today : first.arrival + 1);
    const tail = steps.end ? Math.max(first.departure + steps.end, least) - first.departure : 0;
    now.arrival += body + head;
    now.departure += body + tail;
    now.from += body + (first.from === first.arrival ? head : 0);
    now.to += body + (first.to === first.departure ? tail : 0);
    return now;
  };

  const columns = (from, to) => {
    const isDay = from === to;
    const start = isDay ? 2 * from + 1 : 2 * from + 2;
    const end = isDay ? start + 2 : 2 * to + 2;
    const least = Math.max(1, start);
    return `${least} / ${Math.max(least + 1, Math.min(end, 2 * days + 1))}`;
  };
  let marked = null;
  const mark = (row) => {
    marked?.classList.remove("target");
    row?.classList.add("target");
    marked = row;
  };
  const showGhost = () => {
    const { ghost, now } = lift;
    const track = now.track.matches("[data-tray]") ? now.track.querySelector("[data-lane]") : now.track;
    if (ghost.parentElement !== track) track.append(ghost);
    ghost.style.gridColumn = columns(now.from, now.to);
    mark(track.closest(".plan-row"));
  };
  const begin = (next) => {
    lift = next;
    const ghost = lift.bar ? lift.bar.cloneNode(true) : document.createElement("span");
    ghost.className = `bar ghost ${lift.bar ? lift.bar.dataset.state : "new"}`;
    ghost.removeAttribute("href");
    ghost.tabIndex = -1;
    lift.ghost = ghost;
    lift.bar?.classList.add("lifted");
    plan.classList.add("moving");
    showGhost();
  };
  const end = () => {
    lift?.ghost.remove();
    lift?.bar?.classList.remove("lifted");
    mark(null);
    plan.classList.remove("moving");
    hint.hidden = true;
    lift = null;
    asked = "";
  };
  const isInTray = (track) => track.matches("[data-lane], [data-tray]");
  const isChanged = ({ first, now }) =>
    first.arrival !== now.arrival || first.departure !== now.departure
    || (first.track !== now.track && !(isInTray(first.track) && isInTray(now.track)));

  // --- the verdict ---------------------------------------------------------------------------
  let asked = "";
  let timer = 0;
  let verdict = null;
  const wish = () => {
    const { bar, first, now } = lift;
    const values = { stay: bar.dataset.stay, version: bar.dataset.version, first: iso(now.from), arrival: iso(now.arrival), departure: iso(now.departure) };
    // The piece's own first night says from when on a guest in the house moves.
    if (lift.isInside) values.first = iso(first.from);
    if (now.track !== first.track && !isInTray(now.track)) values.room = now.track.dataset.room;
    if (isInTray(now.track) && !isInTray(first.track)) values.tray = "on";
    return values;
  };
  const ask = async (values) => {
    const key = JSON.stringify(values);
    if (verdict?.key === key) return verdict;
    try {
      const answer = await fetch(`${plan.dataset.verdictUrl}?${new URLSearchParams(values)}`, { headers: { "X-Requested-With": "plan" } });
      const holder = document.createElement("template");
      holder.innerHTML = await answer.text();
      const said = holder.content.querySelector("[data-verdict]");
      if (!said) throw new Error("no verdict");
      verdict = { key, node: said, tone: said.dataset.verdict, changesType: said.hasAttribute("data-changes-type") };
    } catch {
      verdict = { key: "", node: document.createTextNode(text("plan-lost")), tone: "bad", changesType: false };
    }
    return verdict;
  };
  const say = (node) => {
    hint.replaceChildren(node.cloneNode(true));
    hint.hidden = false;
    const box = lift.ghost.getBoundingClientRect();
    const own = hint.getBoundingClientRect();
    const left = Math.min(Math.max(box.left, EDGE), window.innerWidth - own.width - EDGE);
    const below = box.bottom + EDGE;
    const top = below + own.height > window.innerHeight ? box.top - own.height - EDGE : below;
    hint.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  };
  const judge = () => {
    lift.ghost.classList.remove("ok", "ask", "bad");
    if (!lift.bar) {
      say(document.createTextNode(nights(lift.now.to - lift.now.from)));
      return;
    }
    if (!isChanged(lift)) {
      hint.hidden = true;
      clearTimeout(timer);
      asked = "";
      return;
    }
    const values = wish();
    const key = JSON.stringify(values);
    asked = key;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const found = await ask(values);
      if (!lift || asked !== key) return;
      lift.ghost.classList.add(found.tone);
      say(found.node);
    }, ASK_MS);
  };
  const carry = (track) => {
    const now = shifted();
    if (track && !(lift.isInside && isInTray(track))) now.track = track;
    const same = ["arrival", "departure", "track"].every((key) => now[key] === lift.now[key]);
    if (same) return;
    lift.now = now;
    showGhost();
    judge();
  };

  // --- the drop ------------------------------------------------------------------------------
  const send = (values) =>
    window.htmx.ajax("POST", plan.dataset.dropUrl, { source: plan, values, swap: "none" });
  const confirmed = (node) => new Promise((resolve) => {
    confirmation.querySelector("[data-question]").replaceChildren(node.cloneNode(true));
    const yes = confirmation.querySelector("[data-yes]");
    const agree = () => { confirmation.returnValue = "yes"; confirmation.close("yes"); };
    confirmation.returnValue = "";
    yes.addEventListener("click", agree, { once: true });
    confirmation.addEventListener("close", () => {
      yes.removeEventListener("click", agree);
      resolve(confirmation.returnValue === "yes");
    }, { once: true });
    confirmation.showModal();
  });
  const drop = async () => {
    if (!lift.bar) {
      book();
      return;
    }
    if (!isChanged(lift)) {
      end();
      return;
    }
    const values = wish();
    const bar = lift.bar;
    clearTimeout(timer);
    const found = await ask(values);
    // A refused move keeps its sentence in sight after the bar has gone back.
    hint.hidden = true;
    if (found.tone === "bad") toast("warning", found.node.textContent.trim());
    const goes = found.tone === "ok" || (found.tone === "ask" && await confirmed(found.node));
    end();
    bar.focus({ preventScroll: true });
    verdict = null;
    if (goes) send(found.changesType ? { ...values, changes_type: "on" } : values);
  };
  const book = () => {
    const { track, from, to } = lift.now;
    const values = { arrival: iso(from), departure: iso(to), room_type: track.dataset.type, room: track.dataset.room };
    end();
    window.location.assign(`${plan.dataset.bookUrl}?${new URLSearchParams(values)}`);
  };

  // --- mouse and finger ----------------------------------------------------------------------
  let press = null;
  let pointer = { x: 0, y: 0 };
  const start = () => {
    const { bar, track, x } = press;
    press.isLifted = true;
    verdict = null;
    if (bar) begin(liftOf(bar, modeAt(bar, x)));
    else {
      const day = dayAt(x);
      const first = { arrival: day, departure: day + 1, from: day, to: day + 1, track };
      begin({ bar: null, mode: "new", first, now: { ...first } });
      judge();
    }
    followEdges();
  };
  const follow = () => {
    const { x, y } = pointer;
    if (lift.bar) {
      lift.steps[lift.mode] = dayAt(x) - press.column;
      carry(lift.mode === "body" ? trackAt(x, y) : null);
    } else {
      const day = Math.min(Math.max(dayAt(x), 0), days - 1);
      const { from } = lift.first;
      const now = { ...lift.now, from: Math.min(from, day), to: Math.max(from, day) + 1 };
      if (now.from === lift.now.from && now.to === lift.now.to) return;
      lift.now = now;
      showGhost();
      judge();
    }
  };
  const followEdges = () => {
    if (!press?.isLifted) return;
    const box = scroller.getBoundingClientRect();
    const rail = firstTrack().previousElementSibling.offsetWidth;
    const step = (low, high, value) => (value < low + NEAR ? -1 : value > high - NEAR ? 1 : 0);
    const across = step(box.left + rail, box.right, pointer.x);
    const down = step(box.top + sheet.querySelector(".plan-head").offsetHeight, box.bottom, pointer.y);
    const goesDown = lift?.mode === "body";
    const before = [scroller.scrollLeft, scroller.scrollTop];
    // Upwards only from below the head, where the tray is a place to drop on.
    const overHead = trackAt(pointer.x, pointer.y)?.closest(".plan-head");
    scroller.scrollBy(across * 8, goesDown && !overHead ? down * 8 : 0);
    if (before[0] !== scroller.scrollLeft || before[1] !== scroller.scrollTop) follow();
    requestAnimationFrame(followEdges);
  };
  const stopPress = () => {
    clearTimeout(press?.timer);
    press = null;
  };

  sheet.addEventListener("dragstart", (event) => event.preventDefault());
  sheet.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || lift || !event.isPrimary) return;
    const bar = event.target.closest("a.bar");
    const track = event.target.matches("[data-room]") ? event.target : null;
    const mayBook = track && plan.dataset.bookUrl && dayAt(event.clientX) >= today;
    if (!(bar && canMove(bar)) && !mayBook) return;
    // The column as it was when pressed: the sheet may scroll on the way.
    const column = dayAt(event.clientX);
    press = { bar, track, x: event.clientX, y: event.clientY, column, isLifted: false, isTouch: event.pointerType === "touch" };
    pointer = { x: event.clientX, y: event.clientY };
    if (press.isTouch) press.timer = setTimeout(start, PRESS_MS);
  });
  let edged = null;
  const showEdge = (event) => {
    const bar = event.target.closest?.("a.bar");
    edged?.classList.remove("at-edge");
    edged = bar && canMove(bar) && modeAt(bar, event.clientX) !== "body" ? bar : null;
    edged?.classList.add("at-edge");
  };
  document.addEventListener("pointermove", (event) => {
    if (!press) {
      if (event.pointerType === "mouse") showEdge(event);
      return;
    }
    pointer = { x: event.clientX, y: event.clientY };
    const far = Math.hypot(pointer.x - press.x, pointer.y - press.y) > 5;
    if (!press.isLifted && far) {
      if (press.isTouch) stopPress();
      else start();
    }
    if (press?.isLifted && lift) follow();
  });
  document.addEventListener("pointerup", () => {
    const wasLifted = press?.isLifted;
    stopPress();
    if (!wasLifted || !lift) return;
    // The click that follows must not open the reservation.
    const swallow = (event) => { event.preventDefault(); event.stopPropagation(); };
    document.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => document.removeEventListener("click", swallow, { capture: true }), 0);
    drop();
  });
  document.addEventListener("pointercancel", () => {
    stopPress();
    if (lift) end();
  });
  // While a finger carries a bar the sheet must not scroll under it.
  sheet.addEventListener("touchmove", (event) => { if (press?.isLifted) event.preventDefault(); }, { passive: false });
  sheet.addEventListener("contextmenu", (event) => { if (press?.isTouch) event.preventDefault(); });

  // --- keyboard ------------------------------------------------------------------------------
  let focused = "";
  const keyOf = (bar) => `${bar.dataset.stay}/${bar.dataset.start}`;
  const rove = (bar) => {
    for (const other of sheet.querySelectorAll("a.bar[tabindex='0']")) other.tabIndex = -1;
    if (bar) bar.tabIndex = 0;
  };
  const rows = () => [...sheet.querySelectorAll("[data-lane], [data-room]")].filter((row) => !row.closest("details:not([open])"));
  const goTo = (bar) => {
    if (!bar) return;
    bar.closest(".plan-row").classList.remove("away");
    rove(bar);
    bar.focus({ preventScroll: true });
    bar.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const beside = (bar, step) => {
    const all = barsIn(bar.closest(".plan-track"));
    return all[all.indexOf(bar) + step];
  };
  const above = (bar, step) => {
    const all = rows();
    const start = Number(bar.dataset.start);
    for (let i = all.indexOf(bar.closest(".plan-track")) + step; all[i]; i += step) {
      const found = barsIn(all[i]).sort((a, b) => Math.abs(a.dataset.start - start) - Math.abs(b.dataset.start - start))[0];
      if (found) return found;
    }
    return null;
  };
  const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  const carryByKey = (event) => {
    const [down, across] = STEPS[event.key];
    if (across) {
      lift.steps[event.shiftKey ? "end" : "body"] += across;
      carry(null);
      return;
    }
    const all = tracks();
    const place = all.indexOf(lift.now.track);
    const next = all[place < 0 ? 0 : place + down];
    if (!next) return;
    const row = next.closest(".plan-row");
    row.classList.remove("away");
    row.scrollIntoView({ block: "nearest" });
    carry(next);
  };
  sheet.addEventListener("keydown", (event) => {
    const bar = event.target.closest("a.bar");
    if (lift && !press) {
      if (STEPS[event.key]) carryByKey(event);
      else if (event.key === "Escape") end();
      else if (event.key === "Enter") drop();
      else return;
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (!bar) return;
    if (STEPS[event.key]) {
      const [down, across] = STEPS[event.key];
      goTo(down ? above(bar, down) : beside(bar, across));
      event.preventDefault();
    } else if (event.key === "m" && plan.dataset.dropUrl) {
      if (canMove(bar)) begin(liftOf(bar, "body"));
      else toast("info", text("plan-fixed"));
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !lift) return;
    stopPress();
    end();
  });
  sheet.addEventListener("focusin", (event) => {
    const bar = event.target.closest("a.bar");
    if (bar) { focused = keyOf(bar); rove(bar); }
  });

  // --- rows out of sight ---------------------------------------------------------------------
  // Of thousands of bars only those near the window are laid out; rows keep their height.
  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) target.classList.toggle("away", !isIntersecting);
  }, { root: scroller, rootMargin: "300px 0px" });
  const watchRows = () => {
    watcher.disconnect();
    const all = sheet.querySelectorAll(".plan-row.room");
    if (all.length > 60) for (const row of all) watcher.observe(row);
  };

  // --- the sheet arrives anew ----------------------------------------------------------------
  const keep = { hadFocus: false, tray: null };
  const prepare = () => {
    const bars = [...sheet.querySelectorAll("a.bar")];
    for (const bar of bars) bar.tabIndex = -1;
    const before = bars.find((bar) => keyOf(bar) === focused);
    rove(before || bars[0]);
    watchRows();
    return before;
  };
  sheet.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target !== sheet) return;
    if (lift || press || confirmation.open || document.hidden) event.preventDefault();
  });
  sheet.addEventListener("htmx:beforeSwap", (event) => {
    // An answer that was on its way when a bar was lifted comes again in twenty seconds.
    if (lift || press) event.detail.shouldSwap = false;
    keep.hadFocus = sheet.contains(document.activeElement);
    keep.tray = sheet.querySelector("[data-tray]")?.open ?? null;
  });
  sheet.addEventListener("htmx:afterSettle", () => {
    const tray = sheet.querySelector("[data-tray]");
    if (tray && keep.tray !== null) tray.open = keep.tray;
    const before = prepare();
    if (keep.hadFocus) before?.focus({ preventScroll: true });
  });
  prepare();
})();
