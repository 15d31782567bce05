// After a decision the proposals come anew: the focus stays with the one that was decided on.

let decided = "";

document.addEventListener("htmx:beforeRequest", (event) => {
  decided = event.target.closest("[data-decision]")?.id ?? "";
});

document.addEventListener("htmx:afterSettle", () => {
  if (!decided || document.activeElement !== document.body) return;
  const place = document.getElementById(decided);
  const next = place?.querySelector("[data-deeds] button") ?? place?.querySelector("button");
  (next ?? document.querySelector("[data-after-decision]"))?.focus({ preventScroll: true });
  decided = "";
});
