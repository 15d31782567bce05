// What the server sends while it works, until it says "over": listen("/…/events/", { found: (data) => … }, { open, over }).
// A lost connection is opened again by the browser; a refused one is not, so that is over, too, a little later.

const TRY_AGAIN_MS = 2000;

export function listen(address, heard, { open, over }) {
  const source = new EventSource(address);
  source.addEventListener("open", open, { once: true });
  for (const [name, deed] of Object.entries(heard)) {
    source.addEventListener(name, (event) => deed(event.data));
  }
  source.addEventListener("over", () => {
    source.close();
    over();
  });
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(over, TRY_AGAIN_MS);
  });
}
