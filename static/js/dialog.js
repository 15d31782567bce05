// The one dialog. A link or form with hx-target="[data-dialog-body]" opens it; without a script it is a plain page.
// The server closes it with the header HX-Trigger: closeDialog.

const dialog = document.querySelector("[data-dialog]");
const body = dialog?.querySelector("[data-dialog-body]");
let opener = null;

function open() {
  const heading = body.querySelector("h1, h2");
  if (heading) dialog.setAttribute("aria-label", heading.textContent.trim());
  if (!dialog.open) dialog.showModal();
  const wrong = body.querySelector("[aria-invalid='true']");
  const first = body.querySelector("[autofocus], input:not([type='hidden']), select, textarea");
  (wrong ?? first ?? dialog).focus();
}

function close() {
  if (dialog.open) dialog.close();
}

if (dialog) {
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!dialog.open && event.detail.target === body) {
      const element = event.detail.elt;
      opener = element.closest("[data-menu]")?.querySelector("summary") ?? element;
    }
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target === body && body.childElementCount > 0) open();
  });

  document.addEventListener("closeDialog", close);

  // A press on the backdrop lands on the dialog itself, outside of its box.
  dialog.addEventListener("pointerdown", (event) => {
    if (event.target !== dialog) return;
    const box = dialog.getBoundingClientRect();
    const inside =
      event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside) close();
  });

  dialog.addEventListener("close", () => {
    body.replaceChildren();
    if (opener?.isConnected) opener.focus();
    opener = null;
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-dialog-close]")) {
      event.preventDefault();
      close();
    }
  });
}
