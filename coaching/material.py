"""What goes along with one question about an application: contact data replaced in all of it."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from applications.models import Application
from coaching import pipeline
from cv.models import CvVersion
from cv.sending.payload import people_of
from cv.sending.placeholders import PLACEHOLDER, Mask, is_nameless, names_in
from cv.sending.prompting import Prompt

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_CV = 20_000


@dataclass(frozen=True)
class Choice:
    """What the person chose to go along."""

    version: CvVersion | None
    applications: tuple[Application, ...]
    parts: pipeline.Parts


@dataclass(frozen=True)
class Material:
    """The texts as Claude sees them; `mask` puts contact data back."""

    cv: str
    applications: str
    said: Mapping[str, str]  # what the person typed or wrote before, by its name
    mask: Mask
    kinds: tuple[str, ...]  # of data, as the log of calls names them
    is_shortened: bool  # more was chosen than may go along
    is_nameless: bool  # no name was found that could be taken out


@dataclass(frozen=True)
class Sent:
    """A prompt with what it was made from. Only what was shown may leave: see `digest`."""

    material: Material
    prompt: Prompt

    @property
    def digest(self) -> str:
        prompt = self.prompt
        whole = f"{prompt.system}\0{prompt.context}\0{prompt.message}"
        return hashlib.sha256(whole.encode()).hexdigest()


def sent(
    user: "User",
    choice: Choice,
    ask: Callable[[Material], Prompt],
    said: Mapping[str, str] | None = None,
) -> Sent:
    """What would be sent now. The same rows and words give the same each time."""
    material = gathered(user, choice, said or {})
    return Sent(material, ask(material))


def gathered(user: "User", choice: Choice, said: Mapping[str, str]) -> Material:
    whole_cv = choice.version.markdown if choice.version else ""
    cv = whole_cv[:LONGEST_CV]
    read = pipeline.read(choice.applications, choice.parts)
    whole = "\n".join([cv, read.text, *said.values()])
    mask = Mask(people_of(user), taken=set(PLACEHOLDER.findall(whole)))
    names = names_in(cv, user.name)
    shown = mask.hide_cv(cv, names)
    return Material(
        cv=shown,
        applications=mask.hide_beside(read.text, names),
        said={name: mask.hide_beside(text, names) for name, text in said.items()},
        mask=mask,
        kinds=(*(["cv"] if cv else []), *read.kinds),
        is_shortened=len(whole_cv) > LONGEST_CV or read.is_shortened,
        is_nameless=is_nameless(whole_cv, user.name) if whole_cv else not names,
    )
