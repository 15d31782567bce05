// Applies the theme at once and saves it behind the scenes; without a script the form is simply sent.

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-theme-switch]");
  if (!form || !event.submitter) return;
  event.preventDefault();

  const theme = event.submitter.value;
  document.documentElement.dataset.theme = theme;
  document.querySelectorAll("[data-theme-switch] button").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.value === theme));
  });

  const fields = new FormData(form, event.submitter);
  await fetch(form.action, { method: "POST", body: fields, redirect: "manual" });
});
