// The board: a card is moved by dragging its handle, by keys on it, or by the form behind it. All three send
// the same "Move to…" form; the server answers with the card in its new place.

import { CARD, columns } from "./board_cards.js";
import "./board_drag.js";
import "./board_keys.js";

const board = document.querySelector("[data-board]");

// Written only where it differs: writing is a change, too, and would be watched for ever.
function recount() {
  for (const column of columns()) {
    const shown = column.querySelector("[data-count]");
    const count = String(column.querySelectorAll(CARD).length);
    if (shown.textContent !== count) shown.textContent = count;
  }
}

// After a swap the old card is gone: the eye follows it to the new place, and so does the focus, unless it has
// gone on to another card meanwhile.
function welcome(card) {
  card.classList.add("is-moved");
  if (!document.activeElement.closest(CARD)) card.querySelector("[data-move]").focus();
}

new MutationObserver((changes) => {
  recount();
  const added = changes.flatMap((change) => [...change.addedNodes]);
  const card = added.find((node) => node.matches?.(CARD));
  if (card) welcome(card);
}).observe(board, { childList: true, subtree: true });

// The drawer may hold more than it shows, so it counts what comes and goes.
document.addEventListener("htmx:oobBeforeSwap", ({ target }) => {
  const drawer = target.closest("[data-ended]");
  if (!drawer) return;
  const shown = drawer.querySelector("[data-count]");
  shown.textContent = Number(shown.textContent) + (target.matches(CARD) ? -1 : 1);
});

// The handle opens the form in the dialog; without a script it is a plain link.
board.addEventListener("click", (event) => {
  const handle = event.target.closest("[data-move]");
  if (!handle || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  htmx.ajax("GET", handle.getAttribute("href"), { source: handle, target: "[data-dialog-body]" });
});
