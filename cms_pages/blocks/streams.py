"""The StreamField of a page's body, kept out of migrations: a new block is one file."""

from typing import Any

from wagtail.fields import StreamField


class BodyField(StreamField):
    """Blocks of a page. Migrations see an empty stream, whatever blocks exist."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from cms_pages.blocks.body import BodyBlock

        kwargs.pop("use_json_field", None)
        block_types = args[0] if args else kwargs.pop("block_types", BodyBlock())
        super().__init__(block_types, *args[1:], **kwargs)

    def deconstruct(self) -> Any:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
