// Whether a bar may lie where it is carried: a colour at once, by a guess, then the words of the
// server, which also does it.
import { find, need } from "../elements.js";
import { isSignedIn } from "../shell/session.js";
import { guess } from "./guess.js";
import { isChanged, isInTray, lifted } from "./lift.js";
import { factsOf, isoOf, root, today } from "./sheet.js";
import { counted, texts } from "./texts.js";

/** @typedef {import("./guess.js").Tone} Tone */
/** @typedef {import("./lift.js").Lift} Lift */
/** @typedef {import("./sheet.js").Bar} Bar */
/** @typedef {Record<string, string | number>} Wish what is asked of the server */
/** @typedef {{ key: string, node: Node, tone: Tone, changesType: boolean }} Verdict */

const SIGNED_OUT = 401;
const ASK_MS = 110;
const GAP_PX = 8;
/** @type {Tone[]} */
const TONES = ["ok", "note", "ask", "bad"];

const hint = need(document, "#plan-hint");

// --- the words ---------------------------------------------------------------------------------

/**
 * @param {Lift} lift
 * @param {Tone | ""} tone
 */
const paint = ({ ghost }, tone) => {
  ghost.classList.remove(...TONES);
  if (tone) ghost.classList.add(tone);
};

/**
 * @param {Lift} lift
 * @param {Node} node
 */
const say = ({ ghost }, node) => {
  hint.replaceChildren(node.cloneNode(true));
  hint.hidden = false;
  const box = ghost.getBoundingClientRect();
  const own = hint.getBoundingClientRect();
  const left = Math.min(Math.max(box.left, GAP_PX), innerWidth - own.width - GAP_PX);
  const below = box.bottom + GAP_PX;
  const top = below + own.height > innerHeight ? box.top - own.height - GAP_PX : below;
  hint.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
};

/**
 * @param {Lift} lift
 * @param {string} text
 */
export const tell = (lift, text) => say(lift, document.createTextNode(text));

export const hideHint = () => {
  hint.hidden = true;
};

// --- the server's word -------------------------------------------------------------------------

/**
 * @param {Lift} lift
 * @param {Bar} bar
 */
export const wishOf = ({ first, now, isInside }, bar) => {
  const { stay, version } = factsOf(bar);
  // The piece's own first night says from when on a guest in the house moves.
  const from = isInside ? first.from : now.from;
  /** @type {Wish} */
  const wish = {
    stay,
    version,
    first: isoOf(from),
    arrival: isoOf(now.arrival),
    departure: isoOf(now.departure),
  };
  if (now.track !== first.track && !isInTray(now.track)) wish.room = now.track.dataset.room ?? "";
  if (isInTray(now.track) && !isInTray(first.track)) wish.tray = "on";
  return wish;
};

/** @type {Verdict | null} */
let verdict = null;
let asked = "";
let timer = 0;

/** What was said is no longer true: something has moved, or will. */
export const forget = () => {
  verdict = null;
};
export const stopAsking = () => clearTimeout(timer);

/**
 * @param {string} key
 * @param {string} html
 * @returns {Verdict}
 */
const read = (key, html) => {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const node = find(holder.content, "[data-verdict]");
  const tone = TONES.find((name) => name === node?.dataset.verdict);
  if (!node || !tone) throw new Error("This answer holds no verdict.");
  return { key, node, tone, changesType: node.hasAttribute("data-changes-type") };
};

/**
 * @param {Wish} wish
 * @returns {Promise<Verdict>}
 */
export const ask = async (wish) => {
  const key = JSON.stringify(wish);
  if (verdict?.key === key) return verdict;
  const query = new URLSearchParams(
    Object.entries(wish).map(([name, value]) => [name, `${value}`]),
  );
  try {
    const headers = { "HX-Request": "true" };
    const answer = await fetch(`${root().dataset.verdictUrl}?${query}`, { headers });
    if (answer.status === SIGNED_OUT && (await isSignedIn())) return ask(wish);
    verdict = read(key, await answer.text());
  } catch {
    const node = document.createTextNode(texts.lost);
    verdict = { key: "", node, tone: "bad", changesType: false };
  }
  return verdict;
};

// --- while it is carried -----------------------------------------------------------------------

/** @param {Lift} lift */
const judgeNew = (lift) => {
  const { from, to, track } = lift.now;
  const nights = `${track.dataset.number} · ${counted("nights", to - from)}`;
  tell(lift, from < today() ? texts.past : nights);
};

/** @param {Lift} lift */
export const judge = (lift) => {
  paint(lift, isChanged(lift) || !lift.bar ? guess(lift) : "");
  if (!lift.bar) {
    judgeNew(lift);
    return;
  }
  stopAsking();
  if (!isChanged(lift)) {
    hideHint();
    asked = "";
    return;
  }
  const wish = wishOf(lift, lift.bar);
  const key = JSON.stringify(wish);
  asked = key;
  timer = window.setTimeout(async () => {
    const found = await ask(wish);
    if (lifted() !== lift || asked !== key) return;
    paint(lift, found.tone);
    say(lift, found.node);
  }, ASK_MS);
};

document.addEventListener("plan:laid", () => {
  hideHint();
  stopAsking();
  asked = "";
});
