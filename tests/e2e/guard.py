"""Notes everything that a page must not do: errors, broken policies, words with strangers."""

from urllib.parse import urlsplit

OWN_SCHEMES = {"data", "blob", "about"}  # they never leave the browser


class Guard:
    def __init__(self, origin):
        self.origin = origin
        self._found = []
        self._allowed = []

    def watch(self, context):
        context.on("console", self._note_console)
        context.on("weberror", lambda error: self._found.append(f"page error: {error.error}"))
        context.on("request", self._note_request)
        context.on("dialog", self._note_dialog)

    def allow(self, text):
        """Console messages with these words are what the test is about."""
        self._allowed.append(text)

    def complaints(self):
        return [one for one in self._found if not any(allowed in one for allowed in self._allowed)]

    def _note_console(self, message):
        if message.type in {"error", "warning", "assert"}:
            self._found.append(f"console {message.type}: {message.text}")

    def _note_request(self, request):
        parts = urlsplit(request.url)
        if parts.scheme not in OWN_SCHEMES and f"{parts.scheme}://{parts.netloc}" != self.origin:
            self._found.append(f"stranger: {request.url}")

    def _note_dialog(self, dialog):
        self._found.append(f"dialog: {dialog.message}")
        dialog.dismiss()
