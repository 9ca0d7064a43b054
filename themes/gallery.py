"""The component gallery: every component in every state, and sample pages made of them.

The states stand as `examples.yaml` beside each component's template; a sample page is a
template with its data of the same name. Seen under DEBUG only.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.core.paginator import Paginator
from django.utils.safestring import SafeString

from themes.frame import Footer, Frame, Link
from themes.inputs import AddressValue, Attached, DateValue, Input, Option

TEMPLATES = Path(__file__).parent / "templates" / "themes"
COMPONENTS = TEMPLATES / "components"
SAMPLES = TEMPLATES / "gallery" / "samples"


@dataclass(frozen=True, slots=True)
class Example:
    """One state of a component, with the variables its template is given."""

    state: str
    template: str
    variables: Mapping[str, Any]


def component_names() -> list[str]:
    """All components, in the order of the alphabet."""
    return sorted(folder.name for folder in COMPONENTS.iterdir() if folder.is_dir())


def examples_of(component: str) -> list[Example]:
    """The states of a component as its folder tells them.

    A state may stand `within` another component that gives it its label.
    """
    file = COMPONENTS / component / "examples.yaml"
    states = yaml.safe_load(file.read_text(encoding="utf-8"))
    build = _BUILDERS.get(component, dict)
    return [
        Example(s["state"], _template(s.get("within", component)), build(s["with"]))
        for s in states
    ]


def _template(component: str) -> str:
    return f"themes/components/{component}/{component}.html"


def sample_names() -> list[str]:
    """All sample pages."""
    return sorted(file.stem for file in SAMPLES.glob("*.html"))


def sample_context(name: str) -> dict[str, Any]:
    """The data of a sample page; questions of a form become inputs."""
    text = (SAMPLES / f"{name}.yaml").read_text(encoding="utf-8")
    context: dict[str, Any] = yaml.safe_load(text)
    context["fields"] = [_input(field) for field in context.get("fields", ())]
    if "qr" in context:
        context["qr"] = SafeString(context["qr"])
    if "pages" in context:
        context["page"] = _page(context.pop("pages"))
    return context


def sample_frame(skin: str) -> Frame:
    """The frame of a portal of each tier."""
    data = yaml.safe_load((SAMPLES.parent / "frames.yaml").read_text(encoding="utf-8"))
    frame = dict(data[skin])
    footer = dict(frame.pop("footer"))
    footer["links"] = _links(footer["links"])
    for name in ("tiers", "menu", "languages"):
        frame[name] = _links(frame[name])
    return Frame(skin=skin, footer=Footer(**footer), **frame)


def _links(entries: list[dict[str, Any]]) -> tuple[Link, ...]:
    return tuple(Link(**entry) for entry in entries)


def _page(data: Mapping[str, int]) -> Any:
    return Paginator(range(data["count"]), 20).page(data["number"])


def _input(data: Mapping[str, Any]) -> Input:
    question = dict(data)
    question["options"] = tuple(Option(**o) for o in question.get("options", ()))
    question["files"] = tuple(Attached(**f) for f in question.get("files", ()))
    if question.get("kind") == "date":
        question["value"] = DateValue(**question.get("value", {}))
    if question.get("kind") == "address":
        question["value"] = AddressValue(**question.get("value", {}))
    return Input(**question)


def _with_input(variables: Mapping[str, Any]) -> dict[str, Any]:
    return {"field": _input(variables["field"])}


def _with_page(variables: Mapping[str, Any]) -> dict[str, Any]:
    return {**variables, "page": _page(variables["page"])}


def _with_qr(variables: Mapping[str, Any]) -> dict[str, Any]:
    return {**variables, "qr": SafeString(variables["qr"])}


_BUILDERS: Mapping[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]] = {
    "field": _with_input,
    "file_drop": _with_input,
    "pagination": _with_page,
    "receipt": _with_qr,
}
