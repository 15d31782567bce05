// Says a sentence to screen readers. From the server: HX-Trigger: {"announce": {"text": "Moved to Applied"}};
// from a script: announce("…"). The region is there from the start, or the first words would be lost.

const PAUSE_MS = 50;
const region = document.querySelector("[data-live-region]");

export function announce(text) {
  if (!region || !text) return;
  region.textContent = "";
  // Emptied first, so that the same sentence twice is read twice.
  setTimeout(() => {
    region.textContent = text.trim();
  }, PAUSE_MS);
}

document.addEventListener("announce", (event) => announce(event.detail.text ?? event.detail.value));
