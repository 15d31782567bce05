// <div data-chat="/…/events/" data-chat-then="/…/">: shows an answer while it is written, as plain text in
// [data-chat-text]. When it is over the server's own part takes the place of the turn.
// <form data-composer>: Ctrl+Enter or Cmd+Enter sends.

import { listen } from "./event_stream.js";
import { announce } from "./live.js";

const NEAR_END = 160; // pixels: who is this near the end of the page is taken along

function isNearEnd() {
  const page = document.documentElement;
  return page.scrollHeight - page.clientHeight - scrollY < NEAR_END;
}

function write(section, piece) {
  const goesAlong = isNearEnd();
  section.querySelector("[data-chat-waiting]")?.remove();
  section.querySelector("[data-chat-text]").append(piece);
  if (goesAlong) scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
}

async function finish(section) {
  const turn = section.closest(".turn");
  await htmx.ajax("GET", section.dataset.chatThen, { target: turn, swap: "outerHTML" }).catch(() => {});
}

function follow(section) {
  const open = () => {
    announce(section.dataset.chatBegun);
    section.querySelector("[data-chat-stop]").hidden = false;
  };
  const heard = { piece: (text) => write(section, text) };
  listen(section.dataset.chat, heard, { open, over: () => finish(section) });
}

// Also fires for the page itself, and for what is swapped in.
document.addEventListener("htmx:load", (event) => {
  const section = event.target.querySelector?.("[data-chat]");
  if (section) follow(section);
});

// Who is in a turn while the server's part takes its place finds themselves at its answer.
document.addEventListener("htmx:beforeSwap", ({ target, detail }) => {
  if (!detail.shouldSwap || !target.matches(".turn") || !target.contains(document.activeElement)) return;
  const answer = `#${target.id} .turn__who`;
  const arrive = () => document.querySelector(answer)?.focus({ preventScroll: true });
  document.addEventListener("htmx:afterSettle", arrive, { once: true });
});

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("[data-composer]");
  if (!form || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[type=submit]"));
});
