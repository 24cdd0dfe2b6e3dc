// A place to drop files on. The input stays a plain file input; this shows what was taken and
// says at once what the server would refuse: data-max (bytes of one file) and the input's accept.
import { around, copyOf, hit, need } from "./elements.js";

const ZONE = "[data-file-drop]";

/** @param {HTMLElement} zone */
const inputOf = (zone) => need(zone, "input[type='file']", HTMLInputElement);
/** @param {HTMLInputElement} input */
const filesOf = (input) => [...(input.files ?? [])];

// --- what is wrong with a file -----------------------------------------------------------------

/**
 * @param {File} file
 * @param {string} kind an ending, a family like image/*, or a type
 */
const isOf = (file, kind) => {
  if (kind.startsWith(".")) return file.name.toLowerCase().endsWith(kind);
  return kind.endsWith("/*") ? file.type.startsWith(kind.slice(0, -1)) : file.type === kind;
};

/**
 * @param {File} file
 * @param {string} accept
 */
const isAccepted = (file, accept) =>
  !accept || accept.split(",").some((kind) => isOf(file, kind.trim().toLowerCase()));

/**
 * The sentence that says why the server would refuse a file, or nothing.
 * @param {File} file
 * @param {HTMLElement} zone
 * @param {HTMLInputElement} input
 */
const faultOf = (file, zone, input) => {
  const { max, wrongKind = "", tooLarge = "", empty = "" } = zone.dataset;
  if (!isAccepted(file, input.accept)) return wrongKind;
  if (max && file.size > Number(max)) return tooLarge;
  return file.size === 0 ? empty : "";
};

// --- what was taken ----------------------------------------------------------------------------

/** @param {number} size */
const written = (size) => {
  /** @type {[number, string]} */
  let [value, unit] = [size, "byte"];
  if (size >= 1_000_000) [value, unit] = [size / 1_000_000, "megabyte"];
  else if (size >= 1000) [value, unit] = [size / 1000, "kilobyte"];
  const digits = value < 10 && unit !== "byte" ? 1 : 0;
  return new Intl.NumberFormat(document.documentElement.lang, {
    style: "unit",
    unit,
    maximumFractionDigits: digits,
  }).format(value);
};

/**
 * @param {File} file
 * @param {number} number
 * @param {HTMLElement} zone
 */
const row = (file, number, zone) => {
  const made = copyOf(zone, "template");
  const fault = faultOf(file, zone, inputOf(zone));
  const button = need(made, "button");
  need(made, "[data-name]").textContent = file.name;
  need(made, "[data-size]").textContent = written(file.size);
  need(made, "[data-fault]").textContent = fault;
  made.classList.toggle("bad", Boolean(fault));
  button.dataset.number = String(number);
  button.setAttribute("aria-label", `${button.title}: ${file.name}`);
  return made;
};

/** @param {HTMLElement} zone */
const show = (zone) => {
  const input = inputOf(zone);
  const rows = filesOf(input).map((file, number) => row(file, number, zone));
  need(zone, "[data-files]").replaceChildren(...rows);
  const isFaulty = rows.some((made) => made.classList.contains("bad"));
  input.setCustomValidity(isFaulty ? (zone.dataset.fault ?? "") : "");
  input.toggleAttribute("aria-invalid", isFaulty);
};

/**
 * @param {HTMLInputElement} input
 * @param {File[]} files
 */
const keep = (input, files) => {
  const carrier = new DataTransfer();
  for (const file of files) carrier.items.add(file);
  input.files = carrier.files;
};

/**
 * @param {HTMLElement} zone
 * @param {File[]} files
 */
const take = (zone, files) => {
  const input = inputOf(zone);
  keep(input, input.multiple ? [...filesOf(input), ...files] : files.slice(0, 1));
  input.dispatchEvent(new Event("change", { bubbles: true }));
};

// --- dropped, chosen, taken away ---------------------------------------------------------------

for (const name of ["dragenter", "dragover"]) {
  document.addEventListener(name, (event) => {
    const zone = around(event, ZONE);
    if (!zone) return;
    event.preventDefault();
    zone.classList.add("over");
  });
}
document.addEventListener("dragleave", (event) => {
  const zone = around(event, ZONE);
  const next = event.relatedTarget;
  if (zone && !(next instanceof Node && zone.contains(next))) zone.classList.remove("over");
});
document.addEventListener("drop", (event) => {
  const zone = around(event, ZONE);
  if (!zone) return;
  event.preventDefault();
  zone.classList.remove("over");
  take(zone, [...(event.dataTransfer?.files ?? [])]);
});
document.addEventListener("change", (event) => {
  const zone = around(event, ZONE);
  if (zone && hit(event, "input[type='file']")) show(zone);
});
document.addEventListener("click", (event) => {
  const zone = around(event, ZONE);
  const button = around(event, "[data-number]");
  if (!zone || !button) return;
  const input = inputOf(zone);
  keep(
    input,
    filesOf(input).filter((_file, number) => number !== Number(button.dataset.number)),
  );
  show(zone);
  input.focus();
});
