// <details data-menu> opens and closes by itself; this adds what people expect of a menu: Escape and a press elsewhere.

function closeAll(except) {
  document.querySelectorAll("[data-menu][open]").forEach((menu) => {
    if (menu !== except) menu.open = false;
  });
}

document.addEventListener("click", (event) => {
  const menu = event.target.closest("[data-menu]");
  closeAll(event.target.closest("a.menu__item") ? null : menu);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest("[data-menu][open]");
  closeAll(null);
  menu?.querySelector("summary").focus();
});

document.addEventListener("focusin", (event) => closeAll(event.target.closest("[data-menu]")));
