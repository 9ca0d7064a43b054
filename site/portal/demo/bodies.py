"""Bodies of pages as the StreamField keeps them, made from the content's lists."""

import json
import uuid
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.utils.html import escape

from portal.demo.content import Row


def block(type_: str, value: Any) -> Row:
    return {"type": type_, "id": str(uuid.uuid4()), "value": value}


def heading(text: str) -> Row:
    return block("heading", text)


def text(*elements: str) -> Row:
    """Rich text of elements that are escaped already."""
    return block("text", "".join(elements))


def told(texts: Iterable[Any]) -> list[Row]:
    """The content's lists: paragraphs as they are, headings as `{heading: …}`."""
    blocks: list[Row] = []
    for is_text, group in groupby(texts, key=lambda each: isinstance(each, str)):
        if is_text:
            blocks.append(text(*(f"<p>{escape(each)}</p>" for each in group)))
        else:
            blocks += [heading(each["heading"]) for each in group]
    return blocks


def bulleted(lines: Iterable[str]) -> Row:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return text(f"<ul>{items}</ul>")


def stream(blocks: Iterable[Row]) -> str:
    """The raw value of a body."""
    return json.dumps(list(blocks), ensure_ascii=False)
