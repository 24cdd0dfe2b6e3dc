// A place to drop files on. The input stays a plain file input; this shows what was taken and
// says at once what the server would refuse: data-max (bytes of one file) and the input's accept.
(() => {
  const zoneOf = (event) => event.target.closest?.("[data-file-drop]");
  const unit = (size) => {
    const [value, name] = size < 1000 ? [size, "byte"] : size < 1000000 ? [size / 1000, "kilobyte"] : [size / 1000000, "megabyte"];
    const style = { style: "unit", unit: name, maximumFractionDigits: value < 10 && name !== "byte" ? 1 : 0 };
    return new Intl.NumberFormat(document.documentElement.lang, style).format(value);
  };
  const isOfKind = (file, accept) => !accept || accept.split(",").map((kind) => kind.trim().toLowerCase()).some((kind) => (
    kind.startsWith(".") ? file.name.toLowerCase().endsWith(kind)
      : kind.endsWith("/*") ? file.type.startsWith(kind.slice(0, -1)) : file.type === kind
  ));
  const faultOf = (file, zone, input) => {
    if (!isOfKind(file, input.accept)) return zone.dataset.wrongKind;
    if (file.size > Number(zone.dataset.max || Infinity)) return zone.dataset.tooLarge;
    return file.size === 0 ? zone.dataset.empty : "";
  };
  const keep = (input, files) => {
    const carrier = new DataTransfer();
    for (const file of files) carrier.items.add(file);
    input.files = carrier.files;
  };
  const show = (zone) => {
    const input = zone.querySelector("input[type='file']");
    const rows = [...input.files].map((file, number) => {
      const row = zone.querySelector("template").content.firstElementChild.cloneNode(true);
      const fault = faultOf(file, zone, input);
      row.querySelector("[data-name]").textContent = file.name;
      row.querySelector("[data-size]").textContent = unit(file.size);
      row.querySelector("[data-fault]").textContent = fault;
      row.classList.toggle("bad", Boolean(fault));
      row.querySelector("button").dataset.number = number;
      row.querySelector("button").setAttribute("aria-label", `${row.querySelector("button").title}: ${file.name}`);
      return row;
    });
    zone.querySelector("[data-files]").replaceChildren(...rows);
    const faults = rows.some((row) => row.classList.contains("bad"));
    input.setCustomValidity(faults ? zone.dataset.fault : "");
    input.toggleAttribute("aria-invalid", faults);
  };
  const take = (zone, files) => {
    const input = zone.querySelector("input[type='file']");
    keep(input, input.multiple ? [...input.files, ...files] : files.slice(0, 1));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => {
      const zone = zoneOf(event);
      if (!zone) return;
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  document.addEventListener("dragleave", (event) => {
    const zone = zoneOf(event);
    if (zone && !zone.contains(event.relatedTarget)) zone.classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    const zone = zoneOf(event);
    if (!zone) return;
    event.preventDefault();
    zone.classList.remove("over");
    take(zone, [...event.dataTransfer.files]);
  });
  document.addEventListener("change", (event) => {
    const zone = zoneOf(event);
    if (zone && event.target.matches("input[type='file']")) show(zone);
  });
  document.addEventListener("click", (event) => {
    const zone = zoneOf(event);
    const button = event.target.closest?.("[data-number]");
    if (!zone || !button) return;
    const input = zone.querySelector("input[type='file']");
    keep(input, [...input.files].filter((_file, number) => number !== Number(button.dataset.number)));
    show(zone);
    input.focus();
  });
})();
