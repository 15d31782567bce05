"""Letters for tests, asked for as the product asks for them."""

from coaching.drafts import lettering, write
from coaching.models import Draft, DraftVersion
from tests.factories import make_cv


def make_draft(user, application, *, cv=True, kind="cover_letter", language="en", **fields):
    """One that has still to be written."""
    version = (user.cvs.first() or make_cv(user)).current() if cv else None
    return Draft(
        user=user, application=application, kind=kind, language=language, version=version, **fields
    )


def start(user, draft):
    return write.start(user, draft, write.preview(user, draft).digest)


def written(user, draft):
    """The draft after Claude's answer."""
    writing = start(user, draft)
    write.run(user, writing)
    writing.refresh_from_db()
    assert writing.state == "done", writing.error
    return Draft.objects.get(pk=draft.pk)


def start_changes(user, draft, wish="Shorter, please."):
    base = draft.newest()
    digest = write.preview_changes(user, draft, base, wish).digest
    return write.start_changes(user, draft, base, wish, digest)


def changed(user, draft, wish="Shorter, please."):
    """The writing with its proposals."""
    writing = start_changes(user, draft, wish)
    write.run(user, writing)
    writing.refresh_from_db()
    assert writing.state == "done", writing.error
    return writing


def make_letter(user, application, text="Hello,\n\nI write.\n\nAlice", subject="Hi", **fields):
    """A letter without a call."""
    draft = make_draft(user, application, **fields)
    draft.save()
    draft.write(subject, text, DraftVersion.Origin.WRITTEN, 0)
    return draft


def make_open_letter(user, application, text, wish):
    """One with a fact to settle, and a change to decide on."""
    text = lettering.tidy(text)
    line = text.split("\n")[0]
    draft = make_letter(user, application, text, subject=line[:100])
    fact = {"text": line[:8], "kind": "name", "is_true": False, "is_of_posting": False}
    draft.passages.create(text=line, unproven=[fact])
    done = draft.writings.create(base=draft.newest(), wish=wish, state="done", summary=wish)
    done.changes.create(position=1, kind="replace", number=1, line=line, text=wish, reason=wish)
    return draft
