// <div data-chat="/…/events/" data-chat-then="/…/">: shows an answer while it is written, as plain text in
// [data-chat-text]. When it is over the server's own part takes the place of the turn.
// <form data-composer>: Ctrl+Enter or Cmd+Enter sends.

import { announce } from "./live.js";

const TRY_AGAIN_MS = 2000;
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
  const source = new EventSource(section.dataset.chat);
  const stop = section.querySelector("[data-chat-stop]");
  source.addEventListener(
    "open",
    () => {
      announce(section.dataset.chatBegun);
      stop.hidden = false;
    },
    { once: true },
  );
  source.addEventListener("piece", (event) => write(section, event.data));
  source.addEventListener("over", () => {
    source.close();
    finish(section);
  });
  // A lost connection is opened again by the browser; a refused one is not.
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(finish, TRY_AGAIN_MS, section);
  });
}

// Also fires for the page itself, and for what is swapped in.
document.addEventListener("htmx:load", (event) => {
  const section = event.target.querySelector?.("[data-chat]");
  if (section) follow(section);
});

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("[data-composer]");
  if (!form || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[type=submit]"));
});
