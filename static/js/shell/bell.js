// The bell: how much waits, asked for each minute while somebody looks.
import { find, need } from "../elements.js";
import { recall, remember } from "../storage.js";

const MINUTE_MS = 60_000;
const session = () => sessionStorage;

/** @param {HTMLElement} bell */
const ring = (bell) => {
  const { count: address = "", keep: store = "" } = bell.dataset;
  const count = need(document, "#bell-count");
  const status = need(document, "#bell-status");
  let askedAt = 0;

  /**
   * Show the count; true when it has changed.
   * @param {string} html
   */
  const show = (html) => {
    const before = count.textContent;
    count.innerHTML = html;
    return count.textContent !== before;
  };
  const ask = async () => {
    askedAt = Date.now();
    try {
      const answer = await fetch(address, { headers: { "HX-Request": "true", "X-Idle": "1" } });
      // Signed out meanwhile: the next click leads to the log-in.
      if (!answer.ok) return;
      const html = (await answer.text()).trim();
      if (show(html)) status.textContent = find(count, ".visually-hidden")?.textContent ?? "";
      remember(store, html, session);
    } catch {
      // No network: the next minute asks again.
    }
  };
  const askInSight = () => {
    if (document.visibilityState === "visible" && Date.now() - askedAt >= MINUTE_MS) ask();
  };

  show(recall(store, session) ?? "");
  ask();
  setInterval(askInSight, MINUTE_MS);
  document.addEventListener("visibilitychange", askInSight);
  document.addEventListener("bell", ask);
};

const bell = find(document, "#bell");
if (bell) ring(bell);
