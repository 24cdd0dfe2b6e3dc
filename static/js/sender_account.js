// The form of a sender account: a provider fills in host and port and says what it wants.
// Without JavaScript the server fills in what was left empty.
import { byId, need } from "./elements.js";

/** @typedef {{ host: string, port: string, hint?: string }} Host */

/** @param {HTMLSelectElement} provider */
const fillIn = (provider) => {
  /** @type {Record<string, Host>} */
  const hosts = JSON.parse(provider.dataset.hosts ?? "{}");
  const host = need(document, "#id_host", HTMLInputElement);
  const port = need(document, "#id_port", HTMLInputElement);
  const plain = need(document, "#id_does_not_use_tls", HTMLInputElement);
  const hint = document.createElement("p");
  hint.className = "help";
  hint.setAttribute("aria-live", "polite");
  provider.closest("div")?.append(hint);

  const tell = () => {
    hint.textContent = hosts[provider.value]?.hint ?? "";
  };
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
    const chosen = hosts[provider.value];
    if (chosen && chosen.host !== host.value) provider.value = "";
    tell();
  });
  tell();
};

const provider = byId("id_provider", HTMLSelectElement);
if (provider?.dataset.hosts) fillIn(provider);
