"""Every block shows the editor what it is before it is chosen."""

from collections.abc import Iterator

from django.apps import apps
from wagtail.blocks import Block, StaticBlock, StreamBlock
from wagtail.fields import StreamField

from tests.architecture.sources import RANK


def chosen_blocks() -> Iterator[tuple[str, Block]]:
    """The blocks that an editor picks from, in every stream of every model."""
    for model in apps.get_models():
        if model._meta.app_label not in RANK:
            continue
        for field in model._meta.get_fields():
            if isinstance(field, StreamField):
                yield from _picked(model._meta.label, field.stream_block)


def _picked(place: str, block: Block) -> Iterator[tuple[str, Block]]:
    for name, child in getattr(block, "child_blocks", {}).items():
        if isinstance(block, StreamBlock):
            yield f"{place}.{name}", child
        yield from _picked(f"{place}.{name}", child)


def test_there_are_blocks():
    assert len(list(chosen_blocks())) > 15


def test_every_block_has_label_description_icon_and_preview():
    bare = [
        f"{place}: {missing}"
        for place, block in chosen_blocks()
        for missing in _missing(block)
    ]

    assert bare == []


def _missing(block: Block) -> list[str]:
    missing = [
        name
        for name in ("label", "description", "icon")
        if not str(getattr(block.meta, name, "") or "").strip()
    ]
    # A static block has no value; its template is its preview.
    has_preview = (
        isinstance(block, StaticBlock)
        or getattr(block.meta, "preview_value", None) is not None
        or getattr(block.meta, "preview_template", None) is not None
    )
    return missing if has_preview else [*missing, "preview_value"]
