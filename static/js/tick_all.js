// <fieldset data-tick-all> with a hidden <button data-tick-button>: one press ticks every box, or none if all are.

for (const group of document.querySelectorAll("[data-tick-all]")) {
  const button = group.querySelector("[data-tick-button]");
  const boxes = [...group.querySelectorAll("input[type='checkbox']")];
  button.hidden = false;
  button.addEventListener("click", () => {
    const tick = !boxes.every((box) => box.checked);
    boxes.forEach((box) => {
      box.checked = tick;
    });
  });
}
