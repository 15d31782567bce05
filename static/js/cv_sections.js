// Sections of a CV are moved, added and left out without a reload. The fields behind it are those of the plain form:
// a place for each section, and a tick to leave it out.

import { announce } from "./live.js";

const form = document.querySelector("[data-cv-editor]");
const list = form.querySelector("[data-cv-sections]");
const template = document.querySelector("[data-section-template]");
const adder = form.querySelector("[data-section-add]");
const total = form.elements["section-TOTAL_FORMS"];
const SLOT = "[data-section-slot]";

const find = (slot, name) => slot.querySelector(`[data-section-${name}]`);
const titleOf = (slot) => find(slot, "title").value.trim();
const standing = () => [...list.querySelectorAll(SLOT)].filter((slot) => !find(slot, "out").checked);

function fill(sentence, values) {
  return Object.entries(values).reduce((text, [name, value]) => text.replace(`%(${name})s`, value), sentence);
}

function changed() {
  list.querySelectorAll(SLOT).forEach((slot, index) => (find(slot, "place").value = index + 1));
  form.dispatchEvent(new Event("input"));
}

function dress(slot) {
  find(slot, "deeds").hidden = false;
  find(slot, "plain").hidden = true;
}

function move(slot, step, button) {
  const others = standing();
  const neighbour = others[others.indexOf(slot) + step];
  if (neighbour) {
    if (step < 0) neighbour.before(slot);
    else neighbour.after(slot);
    changed();
  }
  button.focus();
  slot.scrollIntoView({ block: "nearest" });
  const place = { title: titleOf(slot), place: standing().indexOf(slot) + 1, all: others.length };
  announce(fill(list.dataset.moved, place));
}

function show(slot, isOut) {
  find(slot, "out").checked = isOut;
  find(slot, "body").hidden = isOut;
  find(slot, "gone").hidden = !isOut;
  changed();
}

function leaveOut(slot) {
  const words = fill(list.dataset.removed, { title: titleOf(slot) });
  find(slot, "gone-text").textContent = words;
  show(slot, true);
  find(slot, "back").focus();
  announce(words);
}

function takeBack(slot) {
  show(slot, false);
  find(slot, "title").focus();
}

function add() {
  if (Number(total.value) >= Number(form.elements["section-MAX_NUM_FORMS"].value)) return;
  list.insertAdjacentHTML("beforeend", template.innerHTML.replaceAll("__prefix__", total.value));
  total.value = Number(total.value) + 1;
  const slot = list.lastElementChild;
  dress(slot);
  changed();
  find(slot, "title").focus();
}

list.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const slot = event.target.closest(SLOT);
  if (!button || !slot) return;
  const deeds = {
    sectionUp: () => move(slot, -1, button),
    sectionDown: () => move(slot, 1, button),
    sectionRemove: () => leaveOut(slot),
    sectionBack: () => takeBack(slot),
  };
  Object.keys(deeds).filter((name) => name in button.dataset).forEach((name) => deeds[name]());
});

adder.addEventListener("click", add);
adder.hidden = false;
list.querySelectorAll(SLOT).forEach((slot) => {
  dress(slot);
  if (find(slot, "out").checked) leaveOut(slot);
});

// The empty one at the end is for those without a script.
const last = [...list.querySelectorAll(SLOT)].at(-1);
if (last && !titleOf(last) && !last.querySelector("textarea").value.trim()) last.remove();
