// What every page of the house does. All of it listens on the document, so fragments need no
// set-up when they arrive.
import "./shell/menus.js";
import "./shell/toasts.js";
import "./shell/dialogs.js";
import "./shell/keep_focus.js";
import "./shell/answers.js";
import "./shell/busy.js";
import "./shell/plain_forms.js";
import "./shell/sent_again.js";
import "./shell/shortcuts.js";
