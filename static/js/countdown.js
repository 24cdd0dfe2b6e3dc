// Counts the time left on a payment link down. The server has written it already; this only
// keeps it true while the page stands open. It counts from the server's figure, not from the
// clock of the phone, and loads the page again when the time is over.
const timer = document.querySelector("[data-countdown]");

if (timer) {
  const seconds = Number(timer.dataset.countdown);
  const start = performance.now();
  const two = (number) => String(number).padStart(2, "0");

  const show = () => {
    const left = Math.max(0, Math.round(seconds - (performance.now() - start) / 1000));
    timer.textContent = `${Math.floor(left / 3600)}:${two(Math.floor(left / 60) % 60)}:${two(left % 60)}`;
    if (left > 0) return;
    clearInterval(tick);
    location.reload();
  };

  const tick = setInterval(show, 1000);
  // A phone that slept fires no timers: catch up as soon as somebody looks.
  document.addEventListener("visibilitychange", show);
  show();
}
