// What htmx sent for somebody who is signed out, or with a token from before another log-in, is
// sent again as soon as the person has signed in over the page. A request that is put off has no
// answer yet: whoever waits for one asks `isPutOff`, and hears "given-up" when there will be none.
import { isSignedIn } from "./session.js";
import { showError } from "./toasts.js";

const UNKNOWN = 401;
const AGAIN = "X-Sent-Again";

/** @param {XMLHttpRequest} answer */
export const isPutOff = (answer) => answer.status === UNKNOWN;

/** @param {Sent} sent */
const sendAgain = ({ elt, target, etc, requestConfig }) => {
  const { verb, path, triggeringEvent, formData } = requestConfig;
  // The form has a new token by now.
  formData.delete("csrfmiddlewaretoken");
  window.htmx.ajax(verb, path, {
    source: elt,
    values: formData,
    headers: { ...etc.headers, [AGAIN]: "1" },
    ...(target && { target }),
    ...(triggeringEvent && { event: triggeringEvent }),
    ...(etc.swapOverride && { swap: etc.swapOverride }),
  });
};

/** @param {Sent} sent */
const giveUp = ({ elt }) => elt.dispatchEvent(new CustomEvent("given-up", { bubbles: true }));

/** @param {Sent} sent */
const putOff = async (sent) => {
  try {
    if (await isSignedIn()) {
      sendAgain(sent);
      return;
    }
  } catch {
    showError("lost");
  }
  giveUp(sent);
};

document.addEventListener("htmx:beforeOnLoad", (event) => {
  const sent = event.detail;
  if (!isPutOff(sent.xhr)) return;
  event.preventDefault();
  if (sent.requestConfig.headers[AGAIN]) {
    showError("failed");
    giveUp(sent);
  } else putOff(sent);
});
document.addEventListener("no-answer", () => showError("lost"));
