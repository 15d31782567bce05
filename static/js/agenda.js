// Today after a deed: its row fades, the list is fetched anew, and the focus goes on to what comes next.

const titles = () => [...document.querySelectorAll("[data-agenda] [data-item-title]")];
let place = 0;

document.addEventListener("htmx:beforeRequest", (event) => {
  const item = event.detail.elt.closest("[data-item]");
  if (item) place = titles().indexOf(item.querySelector("[data-item-title]"));
});

// What had the focus went with the old list: the row that took its place has it now.
document.addEventListener("htmx:afterSettle", (event) => {
  if (!event.detail.elt.matches?.("[data-agenda]") || document.activeElement !== document.body) return;
  const left = titles();
  (left[Math.min(place, left.length - 1)] ?? document.querySelector("[data-agenda-rest]"))?.focus();
});

// What was undone can't be undone again.
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) event.target.closest?.("[data-toast]")?.remove();
});
