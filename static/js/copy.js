// <button data-copy data-copied="Copied"> copies the text of the nearest [data-copy-source] in its [data-copy-box].

import { announce } from "./live.js";

const SHOWN_MS = 2000;

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = button.closest("[data-copy-box]").querySelector("[data-copy-source]");
  await navigator.clipboard.writeText((source.value ?? source.textContent).trim());

  announce(button.dataset.copied);
  const words = button.querySelector("span");
  if (!words || words.dataset.before) return;
  words.dataset.before = words.textContent;
  words.textContent = button.dataset.copied;
  setTimeout(() => {
    words.textContent = words.dataset.before;
    delete words.dataset.before;
  }, SHOWN_MS);
});
