// <div data-follow="/…/events/" data-follow-then="/…/" data-follow-begun="…">: shows what the server finds while it is
// found. An event holds <template data-into="name">: its content goes to the end of [data-slot="name"], or stands there
// instead. When all is over the page's own part is fetched, which looks the same and is complete.

import { listen } from "./event_stream.js";
import { announce } from "./live.js";

const ROWS = ".keyword-rows__row, .judgement";

function put(section, part) {
  const slot = section.querySelector(`[data-slot="${part.dataset.into}"]`);
  if (!slot) return;
  if ("announced" in part.dataset) announce(part.content.textContent);
  if ("instead" in part.dataset) slot.replaceChildren(part.content);
  else slot.append(part.content);
}

function receive(section, html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  for (const part of holder.content.querySelectorAll("template")) put(section, part);
}

// Who has scrolled down to a row goes on seeing it at the same place.
function rowInView(outcome) {
  if (outcome.getBoundingClientRect().top >= 0) return null;
  const row = [...outcome.querySelectorAll(ROWS)].find((one) => one.getBoundingClientRect().bottom > 0);
  return row && { text: row.textContent, top: row.getBoundingClientRect().top };
}

function keepInView(outcome, before) {
  if (!before) return;
  const row = [...outcome.querySelectorAll(ROWS)].find((one) => one.textContent === before.text);
  if (row) scrollBy({ top: row.getBoundingClientRect().top - before.top, behavior: "instant" });
}

async function finish(section) {
  const outcome = section.parentElement;
  const before = rowInView(outcome);
  await htmx.ajax("GET", section.dataset.followThen, { target: outcome, swap: "innerHTML" }).catch(() => {});
  keepInView(outcome, before);
}

function follow(section) {
  const heard = { found: (html) => receive(section, html) };
  const open = () => announce(section.dataset.followBegun);
  listen(section.dataset.follow, heard, { open, over: () => finish(section) });
}

// Also fires for the page itself, and for what is swapped in.
document.addEventListener("htmx:load", (event) => {
  const section = event.target.querySelector?.("[data-follow]");
  if (section) follow(section);
});
