// Counts on from the number that the server wrote: <span data-seconds>3</span>.

const SECOND_MS = 1000;

setInterval(() => {
  for (const counter of document.querySelectorAll("[data-seconds]")) {
    counter.textContent = Number(counter.textContent) + 1;
  }
}, SECOND_MS);
