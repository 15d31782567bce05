// <div data-file-drop data-max-bytes="…" data-too-large="…"> around a file input: names the chosen file,
// refuses one that the server would refuse for its size, and takes a file dropped on it.

function sizeInWords(bytes) {
  const unit = bytes < 1024 * 1024 ? ["kilobyte", 1024] : ["megabyte", 1024 * 1024];
  const format = new Intl.NumberFormat(document.documentElement.lang, {
    style: "unit",
    unit: unit[0],
    maximumFractionDigits: 1,
  });
  return format.format(bytes / unit[1]);
}

function show(box, input) {
  const [file] = input.files;
  const isTooLarge = Boolean(file) && file.size > Number(box.dataset.maxBytes);
  box.querySelector("[data-file-name]").textContent = file ? `${file.name}, ${sizeInWords(file.size)}` : "";
  box.querySelector("[data-file-problem]").textContent = isTooLarge ? box.dataset.tooLarge : "";
  input.setCustomValidity(isTooLarge ? box.dataset.tooLarge : "");
}

function boxOf(event) {
  return event.target.closest?.("[data-file-drop]");
}

document.addEventListener("change", (event) => {
  const box = boxOf(event);
  if (box && event.target.type === "file") show(box, event.target);
});

document.addEventListener("dragover", (event) => {
  const box = boxOf(event);
  if (!box) return;
  event.preventDefault();
  box.classList.add("is-over");
});

document.addEventListener("dragleave", (event) => {
  const box = boxOf(event);
  if (box && !box.contains(event.relatedTarget)) box.classList.remove("is-over");
});

document.addEventListener("drop", (event) => {
  const box = boxOf(event);
  if (!box) return;
  event.preventDefault();
  box.classList.remove("is-over");
  const input = box.querySelector("input[type='file']");
  if (event.dataTransfer.files.length === 0) return;
  input.files = event.dataTransfer.files;
  show(box, input);
});
