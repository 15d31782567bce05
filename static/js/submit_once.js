// <form data-submit-once>: a second press does nothing, and the button says what is going on.
// <button data-busy-label="Reading your CV…"> changes its words meanwhile.

const labels = new WeakMap();

function begin(form, button) {
  form.setAttribute("aria-busy", "true");
  if (!button) return;
  button.setAttribute("aria-disabled", "true");
  if (button.dataset.busyLabel) {
    labels.set(button, [...button.childNodes]);
    button.replaceChildren(button.dataset.busyLabel);
  }
}

function end(form) {
  form.removeAttribute("aria-busy");
  for (const button of form.querySelectorAll("[aria-disabled]")) {
    button.removeAttribute("aria-disabled");
    if (labels.has(button)) button.replaceChildren(...labels.get(button));
  }
}

// Capturing, so that a second press is stopped before htmx hears of it.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target.closest("[data-submit-once]");
    if (!form || event.defaultPrevented || event.submitter?.formMethod === "dialog") return;
    if (form.ariaBusy === "true") {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    begin(form, event.submitter);
  },
  { capture: true },
);

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("[data-submit-once]");
  if (form) end(form);
});

// Back through the browser's memory: the page comes as it was left, busy.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("[data-submit-once]").forEach(end);
});
