"""What a form shows between its questions: it asks nothing and has no answer."""

from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy

from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.base import FieldBlock, Kind, wrong_type
from submissions.forms.places import AnswerContext
from submissions.forms.sensitivity import Sensitivity

# What is said of a question and not of what stands between them. No editor names what
# has no answer; it keeps a key all the same, by which pages and rules find it.
_NOT_OURS = ("help", "sample", "key", "required", "sensitivity", "require_when")


class ShownKind(Kind):
    asks: ClassVar[bool] = False
    missing_message = gettext_lazy("“%(label)s” is no question.")

    def block(self, *, without: Collection[str] = ()) -> FieldBlock:
        return super().block(without=(*_NOT_OURS, *without))

    def compile(
        self, field_id: str, value: Mapping[str, Any], *, key: str
    ) -> CompiledField:
        # It is the form's own, never a person's.
        ordinary = {**value, "sensitivity": Sensitivity.ORDINARY, "required": False}
        return super().compile(field_id, ordinary, key=key)

    def posted(self, field: CompiledField, data: Mapping[str, Any]) -> Any:
        return None

    def clean(self, field: CompiledField, raw: Any, context: AnswerContext) -> Any:
        """Never asked: a form knows no answer to this."""
        raise wrong_type()

    def typed(self, field: CompiledField, raw: Any) -> str:
        return ""

    def schema(self, field: CompiledField) -> dict[str, Any]:
        """Nothing that is sent could be its answer."""
        return {"not": {}}

    def ui(self, field: CompiledField) -> dict[str, Any]:
        """What to show, where it stands among the questions."""
        return {"kind": self.name, "label": field.label}

    def text(self, field: CompiledField, answer: Any) -> str:
        return ""
