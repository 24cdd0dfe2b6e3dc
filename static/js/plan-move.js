// The room plan: bars are lifted, carried over the grid and dropped, by mouse, finger or keyboard.
// The colour while carrying is a first guess from the bars in sight; the words, and whether it may
// be, come from the server, which also does it.
(() => {
  const { Plan } = window;
  const PRESS_MS = 350;
  const ASK_MS = 110;
  const EDGE = 8;
  const FINGER_EDGE = 20;
  const NEAR = 36;
  const { facts } = Plan;
  const hint = document.getElementById("plan-hint");
  const confirmation = document.getElementById("plan-confirm");
  const can = (deed) => Plan.root?.dataset[deed];

  const tracks = () => [...Plan.sheet().querySelectorAll("[data-room]")];
  const trackAt = (x, y) => document.elementFromPoint(x, y)?.closest("[data-room], [data-lane], [data-tray]");
  const isInTray = (track) => track.matches("[data-lane], [data-tray]");

  // --- what is carried -----------------------------------------------------------------------
  // `lift` is null, or what is being moved: the stay's dates and those of the piece that is seen.
  let lift = null;

  const canMove = (bar) => Boolean(can("dropUrl")) && (facts(bar).isBooked || facts(bar).isInside);
  const liftOf = (bar, mode) => {
    const { start, span, arrival, departure, isInside } = facts(bar);
    const first = { arrival, departure, from: start, to: start + span, track: bar.closest(".plan-track") };
    return { bar, mode, first, now: { ...first }, steps: { body: 0, start: 0, end: 0 }, isInside };
  };
  const newLift = (track, day) => {
    const first = { arrival: day, departure: day + 1, from: day, to: day + 1, track };
    return { bar: null, mode: "new", first, now: { ...first }, steps: { body: 0, start: 0, end: 0 } };
  };
  const modeAt = (bar, x, edge) => {
    const box = bar.getBoundingClientRect();
    const wide = box.width > 3 * edge;
    const { start, span, arrival, departure, isBooked } = facts(bar);
    if (wide && box.right - x < edge && start + span === departure) return "end";
    if (wide && x - box.left < edge && start === arrival && isBooked) return "start";
    return "body";
  };
  // The dates that the steps taken so far lead to: of the whole stay, and of the piece that is seen.
  const shifted = () => {
    const { first, steps, isInside } = lift;
    const now = { ...first, track: lift.now.track };
    const body = isInside ? 0 : steps.body;
    const head = isInside ? 0 : Math.min(steps.start, first.departure - first.arrival - 1);
    const least = Math.max(first.arrival + 1, isInside ? Plan.today() : first.arrival + 1);
    const tail = steps.end ? Math.max(first.departure + steps.end, least) - first.departure : 0;
    now.arrival += body + head;
    now.departure += body + tail;
    now.from += body + (first.from === first.arrival ? head : 0);
    now.to += body + (first.to === first.departure ? tail : 0);
    return now;
  };

  // A bar begins and ends in the middle of a date; half dates outside the sheet are cut off.
  const stand = (ghost, from, to) => {
    const most = 2 * Plan.days();
    const isDay = from === to;
    const start = Math.min(Math.max(isDay ? 2 * from : 2 * from + 1, 0), most - 1);
    const end = Math.min(isDay ? start + 2 : 2 * to + 1, most);
    ghost.style.setProperty("--c", start);
    ghost.style.setProperty("--n", Math.max(1, end - start));
  };
  let marked = null;
  const mark = (track) => {
    marked?.classList.remove("target");
    marked = track && document.getElementById(`name-${track.dataset.room}`);
    marked?.classList.add("target");
  };
  const showGhost = () => {
    const { ghost, now } = lift;
    const track = now.track.matches("[data-tray]") ? now.track.querySelector("[data-lane]") : now.track;
    if (ghost.parentElement !== track) track.append(ghost);
    stand(ghost, now.from, now.to);
    mark(track);
  };
  const begin = (next) => {
    lift = next;
    Plan.holds.add("lift");
    document.dispatchEvent(new CustomEvent("plan:lifted"));
    const ghost = lift.bar ? lift.bar.cloneNode(true) : document.createElement("span");
    ghost.className = `bar ghost ${lift.bar ? [...lift.bar.classList].find((name) => name in { booked: 1, due_in: 1, in_house: 1, due_out: 1 }) : "new"}`;
    ghost.removeAttribute("href");
    ghost.removeAttribute("data-due");
    ghost.tabIndex = -1;
    lift.ghost = ghost;
    lift.bar?.classList.add("lifted");
    Plan.root.classList.add("moving");
    showGhost();
  };
  const end = () => {
    lift?.ghost.remove();
    lift?.bar?.classList.remove("lifted");
    mark(null);
    Plan.root.classList.remove("moving");
    hint.hidden = true;
    clearTimeout(timer);
    lift = null;
    asked = "";
    Plan.holds.delete("lift");
  };
  const isChanged = ({ first, now }) =>
    first.arrival !== now.arrival || first.departure !== now.departure
    || (first.track !== now.track && !(isInTray(first.track) && isInTray(now.track)));

  // --- the verdict ---------------------------------------------------------------------------
  let asked = "";
  let timer = 0;
  let verdict = null;
  const TONES = ["ok", "note", "ask", "bad"];
  const paint = (tone) => {
    lift.ghost.classList.remove(...TONES);
    if (tone) lift.ghost.classList.add(tone);
  };
  const isTaken = ({ track, from, to }) => [...track.querySelectorAll(".bar:not(.ghost, .lifted, .thin, .day-use)")].some((bar) => {
    if (!bar.dataset.bar) return overlapsClosed(bar, from, to);
    const { start, span } = facts(bar);
    return from < start + span && start < to;
  });
  const overlapsClosed = (bar, from, to) => {
    const style = getComputedStyle(bar);
    const [start, span] = [Number(style.getPropertyValue("--c")) / 2, Number(style.getPropertyValue("--n")) / 2];
    return from + 0.5 < start + span && start < to;
  };
  // What can be told without asking; the server's word replaces it a moment later.
  const guess = () => {
    const { now, first, bar } = lift;
    if (isInTray(now.track)) return bar ? "ok" : "bad";
    if (isTaken(now)) return "bad";
    if (!bar) return now.from < Plan.today() ? "bad" : "ok";
    const isOtherType = !isInTray(first.track) && first.track.dataset.type !== now.track.dataset.type;
    const isMoved = first.arrival !== now.arrival || first.departure !== now.departure;
    return isOtherType || isMoved ? "ask" : "ok";
  };
  const wish = () => {
    const { bar, first, now } = lift;
    const { stay, version } = facts(bar);
    const values = { stay, version, first: Plan.iso(now.from), arrival: Plan.iso(now.arrival), departure: Plan.iso(now.departure) };
    // The piece's own first night says from when on a guest in the house moves.
    if (lift.isInside) values.first = Plan.iso(first.from);
    if (now.track !== first.track && !isInTray(now.track)) values.room = now.track.dataset.room;
    if (isInTray(now.track) && !isInTray(first.track)) values.tray = "on";
    return values;
  };
  const ask = async (values) => {
    const key = JSON.stringify(values);
    if (verdict?.key === key) return verdict;
    try {
      const answer = await fetch(`${can("verdictUrl")}?${new URLSearchParams(values)}`, { headers: { "X-Requested-With": "plan" } });
      const holder = document.createElement("template");
      holder.innerHTML = await answer.text();
      const said = holder.content.querySelector("[data-verdict]");
      if (!said) throw new Error("no verdict");
      verdict = { key, node: said, tone: said.dataset.verdict, changesType: said.hasAttribute("data-changes-type") };
    } catch {
      verdict = { key: "", node: document.createTextNode(Plan.texts.lost), tone: "bad", changesType: false };
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
  const judgeNew = () => {
    const { from, to, track } = lift.now;
    const isPast = from < Plan.today();
    const words = isPast ? Plan.texts.past : `${track.dataset.number} · ${Plan.counted("nights", to - from)}`;
    say(document.createTextNode(words));
  };
  const judge = () => {
    paint(isChanged(lift) || !lift.bar ? guess() : "");
    if (!lift.bar) { judgeNew(); return; }
    clearTimeout(timer);
    if (!isChanged(lift)) {
      hint.hidden = true;
      asked = "";
      return;
    }
    const values = wish();
    const key = JSON.stringify(values);
    asked = key;
    timer = setTimeout(async () => {
      const found = await ask(values);
      if (!lift || asked !== key) return;
      paint(found.tone);
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
  const carryNew = (now) => {
    const next = { ...lift.now, ...now };
    const from = Math.max(next.from, Plan.today());
    lift.now = { ...next, from, to: Math.max(next.to, from + 1) };
    showGhost();
    judge();
  };

  // --- the drop ------------------------------------------------------------------------------
  const send = (values) =>
    window.htmx.ajax("POST", can("dropUrl"), { source: Plan.root, values, swap: "none" });
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
    if (lift.isDropping) return;
    const dropped = lift;
    const { bar } = dropped;
    const values = wish();
    dropped.isDropping = true;
    clearTimeout(timer);
    const found = await ask(values);
    // Meanwhile it may have been put back with Escape.
    if (lift !== dropped) return;
    // A refused move keeps its sentence in sight after the bar has gone back.
    hint.hidden = true;
    if (found.tone === "bad") Plan.toast("warning", found.node.textContent.trim());
    const goes = ["ok", "note"].includes(found.tone) || (found.tone === "ask" && await confirmed(found.node));
    end();
    bar.focus({ preventScroll: true });
    verdict = null;
    if (goes) send(found.changesType ? { ...values, changes_type: "on" } : values);
  };
  const book = () => {
    const { track, from, to } = lift.now;
    const taken = isTaken(lift.now) || from < Plan.today();
    const values = { arrival: Plan.iso(from), departure: Plan.iso(to), room: track.dataset.room };
    end();
    if (!taken) window.htmx.ajax("GET", `${can("bookUrl")}?${new URLSearchParams(values)}`, { target: "#panel-body", swap: "innerHTML" });
  };

  // --- mouse and finger ----------------------------------------------------------------------
  let press = null;
  let pointer = { x: 0, y: 0 };
  const start = () => {
    const { bar, track, x, isTouch } = press;
    press.isLifted = true;
    verdict = null;
    if (bar) begin(liftOf(bar, modeAt(bar, x, isTouch ? FINGER_EDGE : EDGE)));
    else {
      begin(newLift(track, Plan.dayAt(x)));
      judge();
    }
    followEdges();
  };
  const follow = () => {
    const { x, y } = pointer;
    if (lift.bar) {
      lift.steps[lift.mode] = Plan.dayAt(x) - press.column;
      carry(lift.mode === "body" ? trackAt(x, y) : null);
      return;
    }
    const day = Math.min(Math.max(Plan.dayAt(x), 0), Plan.days() - 1);
    const { from } = lift.first;
    const now = { from: Math.min(from, day), to: Math.max(from, day) + 1 };
    if (now.from !== lift.now.from || now.to !== lift.now.to) carryNew(now);
  };
  const followEdges = () => {
    if (!press?.isLifted || !lift) return;
    const scroller = Plan.scroller();
    const box = scroller.getBoundingClientRect();
    const rail = Plan.firstTrack().previousElementSibling.offsetWidth;
    const step = (low, high, value) => (value < low + NEAR ? -1 : value > high - NEAR ? 1 : 0);
    const across = step(box.left + rail, box.right, pointer.x);
    const down = step(box.top + Plan.find(".plan-head").offsetHeight, box.bottom, pointer.y);
    const goesDown = lift.mode === "body";
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

  const inSheet = (event) => Plan.root && event.target.closest?.("#plan-sheet");
  document.addEventListener("dragstart", (event) => { if (inSheet(event)) event.preventDefault(); });
  document.addEventListener("pointerdown", (event) => {
    if (!inSheet(event) || event.button !== 0 || lift || !event.isPrimary) return;
    const bar = event.target.closest("a.bar");
    const track = event.target.matches("[data-room]") ? event.target : null;
    const mayBook = track && can("bookUrl") && Plan.dayAt(event.clientX) >= Plan.today();
    if (!(bar && canMove(bar)) && !mayBook) return;
    // The column as it was when pressed: the sheet may scroll on the way.
    const column = Plan.dayAt(event.clientX);
    press = { bar, track, x: event.clientX, y: event.clientY, column, isLifted: false, isTouch: event.pointerType === "touch" };
    pointer = { x: event.clientX, y: event.clientY };
    if (press.isTouch) press.timer = setTimeout(start, PRESS_MS);
  });
  let edged = null;
  const showEdge = (event) => {
    const bar = event.target.closest?.("a.bar:not(.ghost)");
    edged?.classList.remove("at-edge");
    edged = bar && canMove(bar) && modeAt(bar, event.clientX, EDGE) !== "body" ? bar : null;
    edged?.classList.add("at-edge");
  };
  document.addEventListener("pointermove", (event) => {
    if (!press) {
      if (Plan.root && event.pointerType === "mouse") showEdge(event);
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
  const swallowClick = () => {
    const swallow = (event) => { event.preventDefault(); event.stopPropagation(); };
    document.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => document.removeEventListener("click", swallow, { capture: true }), 0);
  };
  document.addEventListener("pointerup", (event) => {
    const pressed = press;
    stopPress();
    if (pressed?.isLifted && lift) {
      // The click that follows must not open the reservation.
      swallowClick();
      drop();
    } else if (pressed?.track && !pressed.isTouch && event.target === pressed.track) {
      begin(newLift(pressed.track, pressed.column));
      drop();
    }
  });
  document.addEventListener("pointercancel", () => {
    const wasLifted = press?.isLifted;
    stopPress();
    if (lift && wasLifted) end();
  });
  document.addEventListener("contextmenu", (event) => { if (press?.isTouch) event.preventDefault(); });
  // While a finger carries a bar the sheet must not scroll under it.
  const holdStill = (event) => { if (press?.isLifted) event.preventDefault(); };
  const ready = () => Plan.scroller().addEventListener("touchmove", holdStill, { passive: false });
  document.addEventListener("plan:ready", ready);

  // --- keyboard ------------------------------------------------------------------------------
  const rows = () => [...Plan.sheet().querySelectorAll("[data-lane], [data-room]")].filter((row) => !row.closest("details:not([open])"));
  const goTo = (bar) => {
    if (!bar) return;
    Plan.rove(bar);
    bar.focus({ preventScroll: true });
    bar.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const beside = (bar, step) => {
    const all = Plan.bars(bar.closest(".plan-track"));
    return all[all.indexOf(bar) + step];
  };
  const above = (bar, step) => {
    const all = rows();
    const { start } = facts(bar);
    const far = (other) => Math.abs(facts(other).start - start);
    for (let i = all.indexOf(bar.closest(".plan-track")) + step; all[i]; i += step) {
      const found = Plan.bars(all[i]).sort((a, b) => far(a) - far(b))[0];
      if (found) return found;
    }
    return null;
  };
  const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  const rowBeside = (down) => {
    const all = tracks();
    const place = all.indexOf(lift.now.track);
    const next = all[place < 0 ? 0 : place + down];
    next?.scrollIntoView({ block: "nearest" });
    return next;
  };
  const carryByKey = (event) => {
    const [down, across] = STEPS[event.key];
    const next = down ? rowBeside(down) : null;
    if (down && !next) return;
    if (!lift.bar) {
      const { from, to, track } = lift.now;
      const last = Plan.days();
      if (down) carryNew({ track: next });
      else if (event.shiftKey) carryNew({ to: Math.min(to + across, last) });
      else if (to + across <= last && from + across >= Plan.today()) carryNew({ from: from + across, to: to + across, track });
    } else if (down) carry(next);
    else {
      lift.steps[event.shiftKey ? "end" : event.altKey ? "start" : "body"] += across;
      carry(null);
    }
    lift.ghost.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const bookFrom = (bar) => {
    const track = bar.closest("[data-room]");
    if (!track || !can("bookUrl")) return;
    const { start, span } = facts(bar);
    const day = Math.max(start + span, Plan.today(), 0);
    if (day >= Plan.days()) return;
    begin(newLift(track, day));
    judge();
  };
  let lastG = -1500;
  document.addEventListener("keydown", (event) => {
    if (!Plan.root) return;
    if (lift && !press && inSheet(event)) {
      if (STEPS[event.key]) {
        if (!lift.isDropping) carryByKey(event);
      } else if (event.key === "Escape") end();
      else if (event.key === "Enter") drop();
      else return;
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.key === "Escape" && lift) {
      // The button is still down: letting go must not count as a click on the bar.
      if (press) document.addEventListener("pointerup", swallowClick, { once: true });
      stopPress();
      end();
      return;
    }
    // After a g the next letter is a way to another page.
    const isAfterG = event.timeStamp - lastG < 1500;
    lastG = event.key === "g" ? event.timeStamp : -1500;
    const bar = inSheet(event) && event.target.closest("a.bar");
    if (!bar || isAfterG || event.ctrlKey || event.metaKey || event.altKey) return;
    if (STEPS[event.key]) {
      const [down, across] = STEPS[event.key];
      goTo(down ? above(bar, down) : beside(bar, across));
      event.preventDefault();
    } else if (event.key === "m" && can("dropUrl")) {
      if (canMove(bar)) begin(liftOf(bar, "body"));
      else Plan.toast("info", Plan.texts.fixed);
    } else if (event.key === "b") bookFrom(bar);
  }, true);
  Plan.goTo = goTo;
})();
