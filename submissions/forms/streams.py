"""The StreamField of steps, kept out of migrations: a new field kind is one file."""

from typing import Any

from wagtail.fields import StreamField

from submissions.forms.blocks import FormStepsBlock


class FormStepsField(StreamField):
    """Steps of field blocks. Migrations see an empty stream, whatever blocks exist."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        block_types = args[0] if args else kwargs.pop("block_types", FormStepsBlock())
        super().__init__(block_types, *args[1:], **kwargs)

    def deconstruct(self) -> Any:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
