// The form of a sender account: a provider fills in host and port and says what it wants.
// Without JavaScript the server fills in what was left empty.
(() => {
  const provider = document.getElementById("id_provider");
  if (!provider?.dataset.hosts) return;
  const hosts = JSON.parse(provider.dataset.hosts);
  const host = document.getElementById("id_host");
  const port = document.getElementById("id_port");
  const plain = document.getElementById("id_does_not_use_tls");
  const hint = document.createElement("p");
  hint.className = "help";
  hint.setAttribute("aria-live", "polite");
  provider.closest("div").append(hint);

  const tell = () => { hint.textContent = hosts[provider.value]?.hint ?? ""; };
  provider.addEventListener("change", () => {
    const chosen = hosts[provider.value];
    if (chosen) {
      host.value = chosen.host;
      port.value = chosen.port;
      plain.checked = false;
    }
    tell();
  });
  host.addEventListener("input", () => {
    if (hosts[provider.value] && hosts[provider.value].host !== host.value) provider.value = "";
    tell();
  });
  tell();
})();
