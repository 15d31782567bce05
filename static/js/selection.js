// Ticking rows of a table: how many, said and shown; a span of rows by Shift; the arrows go from tick to tick, Enter to
// what can be done with them, Escape lets them go. Without this script the ticks and the bar below work all the same.

import { announce } from "./live.js";

const ticks = () => [...document.querySelectorAll("[data-selectable] input[name=ids]")];
const bar = () => document.querySelector("[data-selection]");
const everything = () => document.querySelector("[data-selection] [name=everything]");
let last = null;
let shift = false;

function show({ say = true } = {}) {
  if (!bar()) return;
  const number = everything()?.checked ? everything().value : ticks().filter((tick) => tick.checked).length;
  bar().querySelector("[data-selection-count]").textContent = number;
  if (say) announce(`${bar().dataset.selected} ${number}. ${number ? bar().dataset.hint : ""}`);
}

function tickSpan(from, to) {
  const all = ticks();
  const [first, end] = [all.indexOf(from), all.indexOf(to)].sort((one, other) => one - other);
  if (first < 0) return;
  all.slice(first, end + 1).forEach((tick) => (tick.checked = to.checked));
}

document.addEventListener("click", (event) => (shift = event.shiftKey), { capture: true });

document.addEventListener("change", (event) => {
  const tick = event.target.closest("[data-selectable] input[name=ids]");
  if (tick) {
    if (shift && last) tickSpan(last, tick);
    if (!tick.checked && everything()) everything().checked = false;
    last = tick;
  }
  if (tick || event.target === everything()) show();
});

function letGo() {
  ticks().forEach((tick) => (tick.checked = false));
  if (everything()) everything().checked = false;
  show();
}

const KEYS = {
  ArrowDown: (tick) => ticks()[ticks().indexOf(tick) + 1]?.focus(),
  ArrowUp: (tick) => ticks()[ticks().indexOf(tick) - 1]?.focus(),
  Enter: () => bar()?.querySelector("input:not([type=hidden]), summary")?.focus(),
  Escape: letGo,
};

document.addEventListener("keydown", (event) => {
  const tick = event.target.closest("[data-selectable] input[name=ids]");
  if (!tick || !KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key](tick);
});

// Back through the browser's memory, ticks may still be there; after a search there are new rows.
window.addEventListener("pageshow", () => show({ say: false }));
document.addEventListener("htmx:afterSettle", () => {
  last = null;
  show({ say: false });
});
