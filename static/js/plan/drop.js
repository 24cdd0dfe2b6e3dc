// A bar is dropped: the server is asked, the person where it matters, then it is done. A booking
// that was drawn opens its form.
import { need } from "../elements.js";
import { isTaken } from "./guess.js";
import { end, isChanged, lifted } from "./lift.js";
import { isoOf, root, today } from "./sheet.js";
import { toast } from "./texts.js";
import { ask, forget, hideHint, stopAsking, wishOf } from "./verdict.js";

/** @typedef {import("./lift.js").Lift} Lift */
/** @typedef {import("./sheet.js").Bar} Bar */

const confirmation = need(document, "#plan-confirm", HTMLDialogElement);

/**
 * Ask the person; true for a yes.
 * @param {Node} question
 * @returns {Promise<boolean>}
 */
const isConfirmed = (question) =>
  new Promise((resolve) => {
    need(confirmation, "[data-question]").replaceChildren(question.cloneNode(true));
    const yes = need(confirmation, "[data-yes]");
    const agree = () => {
      confirmation.returnValue = "yes";
      confirmation.close("yes");
    };
    const settle = () => {
      yes.removeEventListener("click", agree);
      resolve(confirmation.returnValue === "yes");
    };
    confirmation.returnValue = "";
    yes.addEventListener("click", agree, { once: true });
    confirmation.addEventListener("close", settle, { once: true });
    confirmation.showModal();
  });

/** @param {import("./verdict.js").Wish} values */
const send = (values) => {
  const url = root().dataset.dropUrl ?? "";
  window.htmx.ajax("POST", url, { source: root(), values, swap: "none" });
};

/**
 * @param {Lift} lift
 * @param {Bar} bar
 */
const dropBar = async (lift, bar) => {
  const wish = wishOf(lift, bar);
  lift.isDropping = true;
  stopAsking();
  const { tone, node, changesType } = await ask(wish);
  // Meanwhile it may have been put back with Escape.
  if (lifted() !== lift) return;
  // A refused move keeps its sentence in sight after the bar has gone back.
  hideHint();
  if (tone === "bad") toast("warning", node.textContent?.trim() ?? "");
  const goes = tone === "ok" || tone === "note" || (tone === "ask" && (await isConfirmed(node)));
  end();
  bar.focus({ preventScroll: true });
  forget();
  if (goes) send(changesType ? { ...wish, changes_type: "on" } : wish);
};

/** @param {Lift} lift */
const book = ({ now }) => {
  const { track, from, to } = now;
  const isFree = !isTaken(now) && from >= today();
  const room = track.dataset.room ?? "";
  const query = new URLSearchParams({ arrival: isoOf(from), departure: isoOf(to), room });
  end();
  if (!isFree) return;
  const url = `${root().dataset.bookUrl}?${query}`;
  window.htmx.ajax("GET", url, { target: "#panel-body", swap: "innerHTML" });
};

export const drop = () => {
  const lift = lifted();
  if (!lift) return;
  if (!lift.bar) book(lift);
  else if (!isChanged(lift)) end();
  else if (!lift.isDropping) dropBar(lift, lift.bar);
};
