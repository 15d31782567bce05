// Short remarks at the edge of the page. The server adds one with HX-Trigger: {"toast": {"text": "…", "level": "success"}}.
// A remark that went well leaves by itself; a warning or one with something to press stays.

import { announce } from "./live.js";

const LEAVES_AFTER_MS = 8000;
const region = document.querySelector("[data-toasts]");

function leaveInTime(toast) {
  if (!["success", "info"].includes(toast.dataset.level) || toast.querySelector("form, a")) return;
  let timer = setTimeout(() => toast.remove(), LEAVES_AFTER_MS);
  const stay = () => clearTimeout(timer);
  const goOn = () => {
    stay();
    timer = setTimeout(() => toast.remove(), LEAVES_AFTER_MS);
  };
  toast.addEventListener("pointerenter", stay);
  toast.addEventListener("focusin", stay);
  toast.addEventListener("pointerleave", goOn);
  toast.addEventListener("focusout", goOn);
}

// Only the last deed can be undone from here, so an older offer to undo goes.
function receive(toast) {
  const offers = [...region.querySelectorAll("[data-toast]:has(form)")];
  offers.slice(0, -1).forEach((older) => older.remove());
  toast.querySelector("[data-toast-dismiss]").hidden = false;
  leaveInTime(toast);
}

function isShown(text) {
  return [...region.querySelectorAll("[data-toast-text]")].some((shown) => shown.textContent.trim() === text);
}

export function showToast(text, level = "success") {
  const kind = level === "success" ? "success" : "error";
  const template = document.querySelector(`[data-toast-template="${kind}"]`);
  const toast = template.content.firstElementChild.cloneNode(true);
  toast.classList.replace(`toast--${kind}`, `toast--${level}`);
  toast.dataset.level = level;
  toast.querySelector("[data-toast-text]").textContent = text;
  region.append(toast);
}

if (region) {
  const waiting = [...region.querySelectorAll("[data-toast]")];
  waiting.forEach(receive);
  announce(waiting.map((toast) => toast.querySelector("[data-toast-text]").textContent).join(" "));

  new MutationObserver((changes) => {
    for (const node of changes.flatMap((change) => [...change.addedNodes])) {
      if (node.nodeType === Node.ELEMENT_NODE && node.matches("[data-toast]")) {
        receive(node);
        announce(node.querySelector("[data-toast-text]").textContent);
      }
    }
  }).observe(region, { childList: true });

  region.addEventListener("click", (event) => {
    if (event.target.closest("[data-toast-dismiss]")) event.target.closest("[data-toast]").remove();
  });

  document.addEventListener("toast", (event) => showToast(event.detail.text ?? event.detail.value, event.detail.level));
  // What has words of its own for a failure says them itself. What is tried again and again is said once.
  const sayFailed = ({ target }) => {
    const { failed, triedAgain } = target.dataset ?? {};
    const text = triedAgain ?? region.dataset.failed;
    if (!failed && !(triedAgain && isShown(text))) showToast(text, "error");
  };
  document.addEventListener("htmx:responseError", sayFailed);
  document.addEventListener("htmx:sendError", sayFailed);

  // A passkey that was refused or put aside.
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    showToast(region.dataset.failed, "error");
  });
}
