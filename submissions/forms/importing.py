"""Forms written as plain data become definitions: for demo content and for tests.

Ids are derived from form, step and key, so loading the same data again changes nothing.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5


def steps_of(slug: str, steps: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The raw stream of `FormDefinition.steps` for steps of
    `{title, intro, show_when, fields: [{kind, key, label, …}]}`."""
    return [
        {
            "type": "step",
            "id": _id(slug, f"step {number}"),
            "value": {
                "title": step["title"],
                "intro": step.get("intro", ""),
                "show_when": step.get("show_when", ""),
                "fields": [_field(slug, field) for field in step["fields"]],
            },
        }
        for number, step in enumerate(steps, start=1)
    ]


def _field(slug: str, field: Mapping[str, Any]) -> dict[str, Any]:
    value = {name: each for name, each in field.items() if name != "kind"}
    value.setdefault("required", False)
    if "fields" in field:
        # The questions of a row: their keys are unique in their group alone.
        place = f"{slug}/{field['key']}"
        value["fields"] = [_field(place, each) for each in field["fields"]]
    return {"type": field["kind"], "id": _id(slug, field["key"]), "value": value}


def _id(slug: str, name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"form:{slug}/{name}"))
