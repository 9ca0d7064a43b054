"""What a kind of field is: its block for editors, its judge, its look, its schema.

Adding a kind is one file beside this one, with `KIND`, and one template of its name.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from typing import Any, ClassVar, Self

from django.core.validators import RegexValidator
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from submissions.forms.compiled import CompiledField
from submissions.forms.places import AnswerContext
from submissions.forms.rules.expressions import Expression
from submissions.forms.rules.expressions import Type as RuleType
from submissions.forms.rules.names import Names
from submissions.forms.rules.parsing import LONGEST_RULE
from submissions.forms.sensitivity import Sensitivity
from submissions.forms.typed import lines
from themes.inputs import Input
from themes.inputs import Kind as InputKind

KEY_PATTERN = r"^[a-z][a-z0-9_]*\Z"


class AnswerError(ValueError):
    """An answer that cannot stand; `message` says what to do, in the reader's words."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def wrong_type() -> AnswerError:
    return AnswerError("type", gettext("This answer has the wrong form."))


_RULES = ("show_when", "require_when")
_FOLDED = ("key", "sensitivity")


class RuleBlock(blocks.TextBlock):
    """A rule in words; what it says is checked with the whole form."""

    def __init__(self, *, is_required: bool = False, **kwargs: Any) -> None:
        super().__init__(
            required=is_required, max_length=LONGEST_RULE, rows=1, **kwargs
        )


class FieldBlock(blocks.StructBlock):
    """What editors say of every field."""

    label = blocks.CharBlock(label=_("Question"), max_length=300)
    help = blocks.CharBlock(
        label=_("Help"),
        help_text=_("Read before answering: what to write, where to find it."),
        required=False,
        max_length=500,
    )
    sample = blocks.CharBlock(
        label=_("For example"),
        help_text=_("An answer as it should look, shown with the help."),
        required=False,
        max_length=200,
    )
    key = blocks.CharBlock(
        label=_("Key"),
        help_text=_(
            "Name of the field in exports and for other systems. Made from the question"
            " when left empty; fixed at the first publication."
        ),
        required=False,
        max_length=60,
        validators=[
            RegexValidator(
                KEY_PATTERN, _("Small letters a-z, digits and _, a letter first.")
            )
        ],
    )
    required = blocks.BooleanBlock(
        label=_("Must be answered"), required=False, default=True
    )
    sensitivity = blocks.ChoiceBlock(
        label=_("Sensitivity"),
        choices=Sensitivity.choices,
        default=Sensitivity.PERSONAL,
        help_text=_("Personal and sensitive answers are encrypted at rest."),
    )
    show_when = RuleBlock(
        label=_("Ask only when"),
        help_text=_(
            "For example: [Are the parents married?] = yes. Empty: always asked."
        ),
    )
    require_when = RuleBlock(
        label=_("Must be answered when"),
        help_text=_("For example: age([Date of birth]) < 16. Empty: as said above."),
    )

    # Set by the kind that owns the block.
    kind: "Kind"

    @classmethod
    def lacking(cls, names: Collection[str]) -> Self:
        """The block without some of what is said of every field."""
        block = cls.__new__(cls)
        block.base_blocks = {
            name: each for name, each in cls.base_blocks.items() if name not in names
        }
        block.__init__()  # type: ignore[misc]  # reads base_blocks
        return block

    def get_form_layout(self) -> blocks.BlockGroup:
        """What is asked first, then what is rarely touched, folded away."""
        names = list(self.child_blocks)
        rules = [name for name in _RULES if name in names]
        folded = [name for name in _FOLDED if name in names]
        last = [name for name in names if name == "required"]
        own = [name for name in names if name not in {*rules, *folded, *last}]
        groups = [
            blocks.BlockGroup(
                rules, heading=_("Rules"), icon="cogs", classname="collapsed"
            )
        ]
        shown = [*own, *last, *(groups if rules else [])]
        return blocks.BlockGroup(shown, settings=folded)

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """The field as the citizen sees it, for the picture in the editor."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        field = self.kind.compile("preview", value, key=value.get("key") or "preview")
        context["field"] = self.kind.preview_input(field)
        return context


class Kind(ABC):
    """One kind of field. Raw values are JSON: as posted by a browser or sent by a
    system, or an answer already cleaned; cleaning an answer again changes nothing."""

    name: ClassVar[str]
    input_kind: ClassVar[InputKind] = "text"
    block_class: ClassVar[type[FieldBlock]]
    least_sensitivity: ClassVar[Sensitivity] = Sensitivity.ORDINARY
    is_file: ClassVar[bool] = False
    # Whether it is a question; else it only shows something, and has no answer.
    asks: ClassVar[bool] = True
    # What an answer is in a rule; "none" if rules can only ask whether there is one.
    rule_type: ClassVar[RuleType] = "none"
    missing_message: ClassVar[str | Promise] = gettext_lazy(
        "“%(label)s” has no answer. Type it here."
    )

    def block(self, *, without: Collection[str] = ()) -> FieldBlock:
        """The block in which editors write a field, less what its place says for it."""
        block = self.block_class.lacking(without) if without else self.block_class()
        block.kind = self
        return block

    @cached_property
    def template(self) -> str:
        return f"submissions/forms/kinds/{self.name}.html"

    @cached_property
    def title(self) -> str | Promise:
        """What editors call the kind."""
        found: str | Promise = self.block_class().label
        return found

    # The editor's side.

    def settings(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """What the editor chose for this kind alone, as plain JSON."""
        return {}

    def rule_type_of(self, field: CompiledField) -> RuleType:
        return self.rule_type

    def rule_options(self, field: CompiledField) -> Mapping[str, str]:
        """The words by which a rule may call each answer, by value."""
        return {}

    def inner(self, value: Mapping[str, Any]) -> list[Any]:
        """Blocks of the fields inside the field's block, none for most kinds."""
        return []

    def formulas(
        self, field: CompiledField, value: Mapping[str, Any], names: Names
    ) -> dict[str, Expression]:
        """Rules that only this kind has, as frozen; raises RuleError."""
        return {}

    def compile(
        self, field_id: str, value: Mapping[str, Any], *, key: str
    ) -> CompiledField:
        sensitivity = value.get("sensitivity") or Sensitivity.PERSONAL
        if self.least_sensitivity == Sensitivity.SENSITIVE:
            sensitivity = Sensitivity.SENSITIVE
        return CompiledField(
            id=field_id,
            key=key,
            kind=self.name,
            label=value.get("label") or "",
            help=value.get("help") or "",
            required=bool(value.get("required")),
            sensitivity=str(sensitivity),
            settings={**self.settings(value), **self._sample(value)},
        )

    def _sample(self, value: Mapping[str, Any]) -> dict[str, str]:
        return {"sample": value["sample"]} if value.get("sample") else {}

    # The citizen's side.

    def posted(self, field: CompiledField, data: Mapping[str, Any]) -> Any:
        """The raw value as a browser posts it."""
        return data.get(field.key) or ""

    def is_empty(self, raw: Any) -> bool:
        """Whether nothing was typed; invisible characters alone are nothing."""
        return raw is None or (isinstance(raw, str) and not lines(raw))

    @abstractmethod
    def clean(self, field: CompiledField, raw: Any, context: AnswerContext) -> Any:
        """The answer in its one canonical form; raises AnswerError."""

    def typed(self, field: CompiledField, raw: Any) -> Any:
        """The raw value or the answer as the input shows it; never raises."""
        return raw if isinstance(raw, str) else ""

    def input(
        self, field: CompiledField, raw: Any, error: str, context: AnswerContext
    ) -> Input:
        """The field ready to be drawn, with what was typed and what is wrong."""
        return Input(
            id=f"field-{field.key}",
            name=field.key,
            label=field.label,
            kind=self.input_kind,
            value=self.typed(field, raw),
            help=self.help(field),
            error=error,
            required=field.required,
            width=field.settings.get("width", ""),
            autocomplete=field.settings.get("autocomplete", ""),
            suffix=field.settings.get("suffix", ""),
            statement=field.settings.get("statement", ""),
        )

    def help(self, field: CompiledField) -> str:
        """What is read before answering, with the sample of an answer."""
        sample = field.settings.get("sample")
        if not sample:
            return field.help
        example = gettext("For example: %(sample)s") % {"sample": sample}
        return f"{field.help} {example}".strip()

    def preview_input(self, field: CompiledField) -> Input:
        """The field without an answer, drawn where nothing may be looked up."""
        return Input(
            id=f"field-{field.key}",
            name=field.key,
            label=field.label,
            kind=self.input_kind,
            value=self.typed(field, None),
            help=self.help(field),
            required=field.required,
            suffix=field.settings.get("suffix", ""),
            statement=field.settings.get("statement", ""),
        )

    # Other systems' side.

    @abstractmethod
    def schema(self, field: CompiledField) -> dict[str, Any]:
        """The answer as JSON Schema 2020-12."""

    def ui(self, field: CompiledField) -> dict[str, Any]:
        """What a program that draws the form should know beside the schema."""
        told = {"kind": self.name, "help": field.help, "sensitivity": field.sensitivity}
        sample = field.settings.get("sample")
        return {**told, "sample": sample} if sample else told

    def text(self, field: CompiledField, answer: Any) -> str:
        """The answer in words, for people; of what was typed wrongly, that."""
        return answer if isinstance(answer, str) else ""
