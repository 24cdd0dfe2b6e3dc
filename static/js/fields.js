// Small aids of forms. Without them every form still works by typing and pressing its button.
import { find, whenSettled } from "./elements.js";
import "./fields/nights.js";
import "./fields/stepper.js";
import "./fields/row_choice.js";
import "./fields/auto_submit.js";
import "./fields/combobox.js";
import "./fields/long_list.js";
import "./fields/in_turn.js";
import "./fields/keep_typed.js";

// Only where something is posted there are prices to fill in.
whenSettled(async () => {
  if (find(document, "select[data-fills]")) await import("./fields/default_price.js");
});
