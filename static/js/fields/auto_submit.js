// Filters that are sent as soon as one of them is chosen.
import { around } from "../elements.js";

document.addEventListener("change", (event) => {
  around(event, "form[data-auto-submit]", HTMLFormElement)?.requestSubmit();
});
