// Cards and columns, and the one way to move a card: the form that works without a script, too.

import { showToast } from "./toast.js";

export const CARD = "li.card:not(.card--clone)";

const board = document.querySelector("[data-board]");
const form = document.querySelector("[data-move-form]").content.firstElementChild;

export function columnOf(card) {
  return card.closest("[data-stage]");
}

export function columns() {
  return [...board.querySelectorAll(":scope > [data-stage]")];
}

export async function move(card, column) {
  if (!column || column === columnOf(card)) return;
  card.classList.add("is-busy");
  const token = form.elements.csrfmiddlewaretoken.value;
  const address = card.querySelector("[data-move]").href;
  const values = { stage: column.dataset.stage, csrfmiddlewaretoken: token };
  // Rejected when there is no network; what was not moved is told below, whatever the reason.
  await htmx.ajax("POST", address, { source: board, swap: "none", values }).catch(() => {});
  if (card.isConnected && card.classList.contains("is-busy")) {
    card.classList.remove("is-busy");
    showToast(board.dataset.failed, "error");
  }
}
