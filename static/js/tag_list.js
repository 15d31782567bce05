// <input list="tags"> holds several words with commas between them. A list offers whole values only,
// so each offer is written anew: what stands before the last comma, and a tag.

let own = null;

document.addEventListener("input", (event) => {
  const field = event.target.closest('input[list="tags"]');
  if (!field?.list) return;
  own ??= [...field.list.options].map((option) => option.value);
  const before = field.value.slice(0, field.value.lastIndexOf(",") + 1);
  const offers = own.map((name) => {
    const option = document.createElement("option");
    option.value = before ? `${before} ${name}` : name;
    return option;
  });
  field.list.replaceChildren(...offers);
});
