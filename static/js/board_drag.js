// Dragging a card by its handle (mouse, pen or touch): a fixed clone follows the pointer, so that no
// scrolling box cuts it off. Escape or leaving the board gives up.

import { CARD, columnOf, move } from "./board_cards.js";

const SLACK_PX = 6;
const EDGE_PX = 48;
const EDGE_SPEED_PX = 12;
const board = document.querySelector("[data-board]");
let drag = null;

function start(event) {
  const handle = event.target.closest("[data-move]");
  if (!handle || event.button !== 0) return;
  const card = handle.closest(CARD);
  drag = { card, handle, id: event.pointerId, x: event.clientX, y: event.clientY, clone: null };
}

function lift() {
  const box = drag.card.getBoundingClientRect();
  drag.offset = { x: drag.x - box.left, y: drag.y - box.top };
  drag.clone = drag.card.cloneNode(true);
  drag.clone.removeAttribute("id");
  drag.clone.classList.add("card--clone");
  drag.clone.style.inlineSize = `${box.width}px`;
  document.body.append(drag.clone);
  drag.card.classList.add("is-lifted");
  document.body.toggleAttribute("data-dragging", true);
  drag.handle.setPointerCapture(drag.id);
}

function target(event) {
  const column = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-stage]");
  return column && board.contains(column) ? column : null;
}

function mark(column) {
  board.querySelectorAll(".is-target").forEach((other) => other.classList.remove("is-target"));
  if (column && column !== columnOf(drag.card)) column.classList.add("is-target");
}

function scrollAtEdge(event) {
  const box = board.getBoundingClientRect();
  if (event.clientX > box.right - EDGE_PX) board.scrollLeft += EDGE_SPEED_PX;
  if (event.clientX < box.left + EDGE_PX) board.scrollLeft -= EDGE_SPEED_PX;
}

function follow(event) {
  if (!drag || event.pointerId !== drag.id) return;
  if (!drag.clone) {
    if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < SLACK_PX) return;
    lift();
  }
  drag.clone.style.transform = `translate(${event.clientX - drag.offset.x}px, ${event.clientY - drag.offset.y}px)`;
  mark(target(event));
  scrollAtEdge(event);
}

function drop(event) {
  if (!drag || event.pointerId !== drag.id) return;
  const { card, clone } = drag;
  const column = clone && event.type === "pointerup" ? target(event) : null;
  if (clone) swallowClick();
  giveUp();
  if (column) move(card, column);
}

function giveUp() {
  if (!drag) return;
  mark(null);
  drag.clone?.remove();
  drag.card.classList.remove("is-lifted");
  document.body.removeAttribute("data-dragging");
  drag = null;
}

// The browser makes a click of the drop; it must not open the form.
function swallowClick() {
  const swallow = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, { capture: true }), 0);
}

board.addEventListener("pointerdown", start);
board.addEventListener("dragstart", (event) => event.preventDefault());
addEventListener("pointermove", follow);
addEventListener("pointerup", drop);
addEventListener("pointercancel", drop);
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !drag) return;
  if (drag.clone) addEventListener("pointerup", swallowClick, { once: true });
  giveUp();
});
