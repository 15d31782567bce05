"""How a table is to be read: what its columns mean, and what was answered about their cells."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any, Self


@dataclass(frozen=True)
class Reading:
    header: int = 1  # the row that names the columns; 0 when none does
    fields: tuple[str, ...] = ()  # of each column; empty for one that is left out
    words: dict[str, str] = field(default_factory=dict)  # plain word of a status to its code
    dates: str = ""  # which number of 3/4/2026 is the day: "day" the first, "month" the second

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> Self:
        return cls(**(said | {"fields": tuple(said.get("fields", ()))}))

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"fields": list(self.fields)}

    @property
    def digest(self) -> str:
        """Names exactly this reading, so that what was shown is what is done."""
        said = json.dumps(self.as_json(), sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def columns(self, *fields: str) -> list[int]:
        return [column for column, known in enumerate(self.fields) if known in fields]
