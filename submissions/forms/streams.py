"""The StreamField of steps, kept out of migrations: a new field kind is one file."""

from typing import Any

from wagtail.fields import StreamField


class FormStepsField(StreamField):
    """Steps of field blocks. Migrations see an empty stream, whatever blocks exist."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from submissions.forms.blocks import FormStepsBlock

        kwargs.setdefault("use_json_field", None)
        kwargs.pop("use_json_field")
        block_types = args[0] if args else kwargs.pop("block_types", FormStepsBlock())
        super().__init__(block_types, *args[1:], **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
