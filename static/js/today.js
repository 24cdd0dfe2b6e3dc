// Asks for the parts of the day each minute while somebody looks, and when they come back.
// Nothing moves under a hand: whoever works in the page, or reads a table in it, is left alone.
(() => {
  const EVERY_MS = 60 * 1000;
  const LOOK_MS = 5 * 1000;
  const parts = document.getElementById("today");
  let asked = Date.now();
  const isAtWork = () =>
    parts.contains(document.activeElement) || parts.querySelector("details[open]") || document.querySelector("dialog[open]");
  const refresh = () => {
    const isDue = Date.now() - asked >= EVERY_MS;
    if (!isDue || document.visibilityState !== "visible" || isAtWork()) return;
    asked = Date.now();
    window.htmx.trigger(parts, "refresh");
  };
  setInterval(refresh, LOOK_MS);
  document.addEventListener("visibilitychange", refresh);
})();
