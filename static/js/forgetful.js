// htmx notes the address it is at in the tab's storage. Addresses hold what people search for, and nothing of
// theirs stays in the browser.

const forget = () => sessionStorage.removeItem("htmx-current-path-for-history");

forget();
document.addEventListener("htmx:pushedIntoHistory", forget);
document.addEventListener("htmx:historyRestore", forget);
