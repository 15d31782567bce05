// After a decision the proposals come anew: the focus stays with the one that was decided on.

let decided = "";

document.addEventListener("htmx:beforeRequest", (event) => {
  decided = event.target.closest("[data-decision]")?.id ?? "";
});

document.addEventListener("htmx:afterSettle", () => {
  if (!decided || document.activeElement !== document.body) return;
  document.getElementById(decided)?.querySelector("[data-deeds] button")?.focus({ preventScroll: true });
  decided = "";
});
