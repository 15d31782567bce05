"""The text of an answer as the value that was asked for, whole or as far as it has come."""

from typing import Any

import jiter
from pydantic import BaseModel, ValidationError


def parsed[M: BaseModel](text: str, schema: type[M]) -> M | None:
    """The answer as the schema has it, or None."""
    try:
        return schema.model_validate_json(text)
    except ValidationError:
        return None


def so_far(text: str) -> Any:
    """The JSON value that a text begins with; a string that is not over yet is left out.

    None where the text begins no JSON.
    """
    try:
        return jiter.from_json(text.encode("utf-8", "replace"), partial_mode=True)
    except ValueError:
        return None
