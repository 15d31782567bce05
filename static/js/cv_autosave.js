// <form data-cv-editor data-autosave="…">: keeps what is typed a moment after the last key, and shows it beside the form.
// The form itself is never swapped, so the caret stays. What could not be sent stays in it and is sent again.

const PAUSE_MS = 1500;
const AGAIN_MS = 10000;
const NOT_TEXT = new Set(["number", "revision", "csrfmiddlewaretoken"]);
const ANSWERS = new Set([200, 409, 422]);

const form = document.querySelector("[data-cv-editor]");
const said = form.querySelector("[data-cv-said]");
const preview = document.querySelector("[data-cv-preview]");
const text = () => JSON.stringify([...new FormData(form)].filter(([name]) => !NOT_TEXT.has(name)));

let kept = text();
let unanswered = null; // sent, and perhaps kept: it goes first again, or what follows would seem another tab's
let queue = Promise.resolve();
let timer = 0;
let isStale = false;
let isInTrouble = false;
let isLeaving = false;

function say(words) {
  if (said.textContent.trim() !== words) said.textContent = words;
}

function fail(words) {
  isInTrouble = true;
  say(words);
  return false;
}

function post(letter, keepalive) {
  const body = new URLSearchParams(letter.fields);
  return fetch(form.dataset.autosave, { method: "POST", body, keepalive, redirect: "manual" });
}

// Signed in again in another tab: the form's token is of the time before.
async function renewToken(letter) {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const token = page.querySelector("[data-cv-editor] [name=csrfmiddlewaretoken]")?.value;
  if (!token) return;
  form.elements.csrfmiddlewaretoken.value = token;
  letter.fields = letter.fields.map(([name, value]) => [name, name === "csrfmiddlewaretoken" ? token : value]);
}

function receive(letter, status, html) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  const base = answer.querySelector("[data-number]").dataset;
  if (base.number) {
    form.elements.number.value = base.number;
    form.elements.revision.value = base.revision;
  }
  const part = (name) => answer.querySelector(`[${name}]`);
  say(part("data-cv-said").textContent.trim());
  if (part("data-cv-preview")) preview.replaceChildren(...part("data-cv-preview").childNodes);
  isInTrouble = status !== 200;
  isStale = status === 409;
  if (status === 200) kept = letter.text;
  if (!isStale) return;
  form.querySelector("[data-cv-conflict]").replaceChildren(...part("data-cv-conflict").childNodes);
  const button = form.querySelector("[data-stale-label]");
  button.textContent = button.dataset.staleLabel;
}

async function deliver(letter, keepalive) {
  unanswered = letter;
  let response;
  try {
    response = await post(letter, keepalive);
    if (response.status === 403) {
      await renewToken(letter);
      response = await post(letter, keepalive);
    }
    letter.answer = await response.text();
  } catch {
    timer = setTimeout(save, AGAIN_MS);
    return fail(form.dataset.offline);
  }
  unanswered = null;
  if (response.type === "opaqueredirect") return fail(form.dataset.signedOut);
  if (!ANSWERS.has(response.status)) return fail(form.dataset.failed);
  receive(letter, response.status, letter.answer);
  return response.ok;
}

async function send(keepalive) {
  clearTimeout(timer);
  if (isStale) return false;
  if (unanswered && !(await deliver(unanswered, keepalive))) return false;
  const letter = { text: text(), fields: [...new FormData(form)] };
  return letter.text === kept || deliver(letter, keepalive);
}

// One after another: each rests on the version that the one before it made.
function save({ keepalive = false } = {}) {
  queue = queue.then(() => send(keepalive));
  return queue;
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE_MS);
});

form.addEventListener("focusout", (event) => {
  if (event.target.matches("input, textarea") && text() !== kept) save();
});

form.addEventListener("submit", async (event) => {
  if (isLeaving || isStale) return;
  event.preventDefault();
  if (!(await save())) return;
  isLeaving = true;
  setTimeout(() => form.requestSubmit()); // not while this very submission is being asked about
});

document.addEventListener("visibilitychange", () => document.hidden && !isLeaving && save({ keepalive: true }));
window.addEventListener("pagehide", () => !isLeaving && save({ keepalive: true }));
window.addEventListener("online", () => save());
window.addEventListener("beforeunload", (event) => {
  if (isInTrouble && !isLeaving && !isStale && text() !== kept) event.preventDefault();
});
// Back through the browser's memory, the page may be older than what is saved.
window.addEventListener("pageshow", (event) => event.persisted && text() === kept && location.reload());
