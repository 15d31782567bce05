// Cards and columns, and the one way to move a card: the form that works without a script, too.

import { showToast } from "./toast.js";

export const CARD = "li.card:not(.card--clone)";

const board = document.querySelector("[data-board]");
const form = document.querySelector("[data-move-form]").content.firstElementChild;
const headedFor = new Map(); // by address, the columns that cards are on their way to
let lastMove = Promise.resolve();

export function columnOf(card) {
  return card.closest("[data-stage]");
}

export function columns() {
  return [...board.querySelectorAll(":scope > [data-stage]")];
}

function addressOf(card) {
  return card.querySelector("[data-move]").getAttribute("href");
}

function cardAt(address) {
  return board.querySelector(`[data-move][href="${address}"]`)?.closest(CARD);
}

// Where the card will be when all that was asked for is done.
export function destinationOf(card) {
  return headedFor.get(addressOf(card)) ?? columnOf(card);
}

// One move after another, as htmx would drop those that wait. A card asked to go on while it is on its way is
// sent on from where it comes to.
export function move(card, column) {
  if (!column || column === destinationOf(card)) return;
  const address = addressOf(card);
  const isOnItsWay = headedFor.has(address);
  headedFor.set(address, column);
  if (isOnItsWay) return;
  card.classList.add("is-busy");
  lastMove = lastMove.then(() => carry(address));
}

async function carry(address) {
  let sent;
  while (cardAt(address) && headedFor.get(address) !== sent) {
    sent = headedFor.get(address);
    const card = cardAt(address);
    if (sent !== columnOf(card) && !(await send(card, sent))) break;
  }
  headedFor.delete(address);
  cardAt(address)?.classList.remove("is-busy");
}

// Whether the card was moved: it is then another element.
async function send(card, column) {
  card.classList.add("is-busy");
  const token = form.elements.csrfmiddlewaretoken.value;
  const values = { stage: column.dataset.stage, csrfmiddlewaretoken: token };
  // Rejected when there is no network; what was not moved is told below, whatever the reason.
  await htmx.ajax("POST", addressOf(card), { source: board, swap: "none", values }).catch(() => {});
  if (!card.isConnected) return true;
  showToast(board.dataset.failed, "error");
  return false;
}
