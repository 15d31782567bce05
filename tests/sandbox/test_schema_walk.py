import json
from datetime import date
from enum import Enum
from typing import Literal
from uuid import UUID

import anthropic
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field, create_model

from sandbox.claude_text import smallest, write


class Mood(Enum):
    CALM = "calm"
    BUSY = "busy"


class Part(BaseModel):
    name: str = Field(min_length=40, max_length=60)
    weight: int = Field(ge=3, le=9)
    kind: Literal["a", "b"]


class Whole(BaseModel):
    mood: Mood
    parts: list[Part]
    best: Part | None
    day: date
    key: UUID
    ratio: float
    sure: bool
    note: str = ""


def test_canned_value_fits_a_nested_schema():
    schema = anthropic.transform_schema(Whole)

    value = Whole.model_validate(smallest(schema, schema["$defs"]))

    assert len(value.parts) == 1
    assert value.note == ""


FIELDS = st.sampled_from(
    [str, int, float, bool, date, UUID, Mood, Part, list[str], list[Part], str | None, Part | None]
)


@given(st.dictionaries(st.sampled_from("abcdef"), FIELDS, min_size=1))
def test_canned_value_fits_any_schema(fields):
    model = create_model("Any", **{name: (kind, ...) for name, kind in fields.items()})
    form = {"type": "json_schema", "schema": anthropic.transform_schema(model)}
    asked = {"messages": [{"content": "Hello"}], "output_config": {"format": form}}

    model.model_validate_json(write(asked, "", {}))


def test_invalid_answer_violates_the_schema_or_is_no_json():
    form = {"type": "json_schema", "schema": anthropic.transform_schema(Part)}
    asked = {"messages": [{"content": "Hello"}], "output_config": {"format": form}}

    assert set(json.loads(write(asked, "invalid_json", {}))) == {"nothing"}
    assert write(asked, "invalid_json", {"text": "oops"}) == "oops"
