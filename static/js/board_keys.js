// Keys on a card: arrows go from card to card and column to column; with Shift, left and right move the card.

import { CARD, columnOf, columns, destinationOf, move } from "./board_cards.js";

const board = document.querySelector("[data-board]");

function beside(column, step) {
  const all = columns();
  return all[all.indexOf(column) + step];
}

function cardsOf(column) {
  return [...column.querySelectorAll(CARD)];
}

function focusOn(card) {
  card?.querySelector("a").focus();
}

function acrossFrom(card, step) {
  const row = cardsOf(columnOf(card)).indexOf(card);
  let column = beside(columnOf(card), step);
  while (column && cardsOf(column).length === 0) column = beside(column, step);
  return column && cardsOf(column)[Math.min(row, cardsOf(column).length - 1)];
}

const KEYS = {
  ArrowDown: (card) => focusOn(card.nextElementSibling?.closest(CARD)),
  ArrowUp: (card) => focusOn(card.previousElementSibling?.closest(CARD)),
  ArrowLeft: (card) => focusOn(acrossFrom(card, -1)),
  ArrowRight: (card) => focusOn(acrossFrom(card, 1)),
};

board.addEventListener("keydown", (event) => {
  const card = event.target.closest(CARD);
  if (!card || event.ctrlKey || event.metaKey || event.altKey) return;
  const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (event.shiftKey && sideways) {
    event.preventDefault();
    move(card, beside(destinationOf(card), sideways));
  } else if (!event.shiftKey && KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key](card);
  }
});
