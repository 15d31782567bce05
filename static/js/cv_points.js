// Points in a text of a CV: Enter begins the next one, Enter on an empty one ends the list with an empty line, and "- "
// at the start of a line becomes "• ", once. The text grows with its field where the browser doesn't see to it.

const POINT = /^([ \t]*)• ?/;
const TYPED = /^([ \t]*)(?:• ?)?[-*–—] $/;
const grows = CSS.supports("field-sizing", "content");

function lineBefore(field) {
  const start = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  return { start, text: field.value.slice(start, field.selectionStart) };
}

// What follows a point without an empty line between would belong to that point.
function emptyLine(field, start) {
  const above = field.value.slice(0, start).split("\n").at(-2);
  return above?.trim() ? "\n" : "";
}

// As typed, so that the browser can take it back; where it can't do that, without.
function replace(field, start, end, text) {
  field.setSelectionRange(start, end);
  const isDone = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
  if (isDone) return;
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function grow(field) {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

function isText(element) {
  return element.matches?.("[data-cv-editor] textarea");
}

document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !isText(field)) return;
  if (field.selectionStart !== field.selectionEnd) return;
  const { start, text } = lineBefore(field);
  const point = POINT.exec(text);
  if (!point) return;
  event.preventDefault();
  if (text.length > point[0].length) replace(field, field.selectionStart, field.selectionStart, `\n${point[1]}• `);
  else replace(field, start, field.selectionStart, emptyLine(field, start));
});

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!isText(field)) return;
  if (!grows) grow(field);
  if (event.data !== " ") return;
  const { start, text } = lineBefore(field);
  const typed = TYPED.exec(text);
  if (typed) replace(field, start, field.selectionStart, `${typed[1]}• `);
});

if (!grows) document.querySelectorAll("[data-cv-editor] textarea").forEach(grow);
