"""The same questions for each of several: every child, every shareholder."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.base import AnswerError, FieldBlock, Kind, wrong_type
from submissions.forms.places import AnswerContext
from submissions.forms.typed import lines
from themes.inputs import Input, InputRow

# What a page still carries on a telephone, and a body of answers within its limit.
MOST_ROWS = 300
_USUAL_ROWS = 10
# What a question inside a row cannot be: another group, a paper (which belongs to the
# dossier, not to a row), what follows from other answers, or what asks nothing.
_NOT_INSIDE = frozenset({"group", "file", "signature", "computed"})
# Said of the group as a whole.
_NOT_OURS = ("sensitivity", "show_when", "require_when")


@dataclass(frozen=True, slots=True)
class Cell:
    """One question of one row, counted from 1."""

    row: int
    field: CompiledField


class RowsError(AnswerError):
    """Some rows cannot stand: what is wrong with each cell."""

    def __init__(self, cells: list[tuple[Cell, AnswerError]]) -> None:
        super().__init__("rows", gettext("Put right what is marked in the rows."))
        self.cells = cells


class RowFieldsBlock(blocks.StreamBlock):
    """The questions of a row, of every kind that can stand in one."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        # Known once all kinds are: this is one of them.
        from submissions.forms.kinds.registry import all_kinds

        inside = [
            (name, kind.block(without=_NOT_OURS))
            for name, kind in all_kinds().items()
            if kind.asks and name not in _NOT_INSIDE
        ]
        super().__init__([*inside, *(local_blocks or [])], **kwargs)

    class Meta:
        icon = "form"
        label = _("Questions of a row")
        description = _("The questions that are asked anew for each row.")
        preview_value = [
            {"type": "text", "value": {"label": "Họ, chữ đệm, tên", "max_length": 100}}
        ]


class GroupFieldBlock(FieldBlock):
    row_label = blocks.CharBlock(
        label=_("Name of a row"),
        max_length=60,
        help_text=_("What one of them is called: “Child”, “Shareholder”."),
    )
    max_rows = blocks.IntegerBlock(
        label=_("Most rows"), min_value=1, max_value=MOST_ROWS, default=_USUAL_ROWS
    )

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        fields = RowFieldsBlock(label=_("Questions of a row"), min_num=1)
        super().__init__([*(local_blocks or []), ("fields", fields)], **kwargs)

    class Meta:
        icon = "table"
        label = _("Repeated questions")
        description = _("The same questions for each of several people or things.")
        template = "submissions/forms/kinds/group.html"
        preview_value = {
            "label": "Những người cùng chuyển đến",
            "help": "",
            "required": False,
            "sensitivity": "personal",
            "row_label": "Người",
            "max_rows": 10,
            "fields": [],
        }


class GroupKind(Kind):
    name = "group"
    rule_type = "rows"
    input_kind = "group"
    block_class = GroupFieldBlock
    missing_message = gettext_lazy("“%(label)s” has no row. Add one and fill it in.")

    def settings(self, value: Any) -> dict[str, Any]:
        return {
            "row_label": value.get("row_label") or "",
            "max_rows": value.get("max_rows") or _USUAL_ROWS,
        }

    def inner(self, value: Mapping[str, Any]) -> list[Any]:
        return list(value.get("fields") or [])

    # The citizen's side.

    def posted(self, field: CompiledField, data: Mapping[str, Any]) -> Any:
        """Rows as a browser posts them: `key.rows`, then `key.1.name` and so on."""
        removed = data.get("_remove_row") or ""
        return [
            {
                each.key: _kind(each).posted(_in_row(field, each, number), data)
                for each in field.fields
            }
            for number in range(1, _number_of_rows(field, data) + 1)
            if removed != f"{field.key}.{number}"
        ]

    def is_empty(self, raw: Any) -> bool:
        return not raw if isinstance(raw, list) else super().is_empty(raw)

    def clean(self, field: CompiledField, raw: Any, context: AnswerContext) -> Any:
        if not isinstance(raw, list) or not all(isinstance(r, Mapping) for r in raw):
            raise wrong_type()
        rows = [row for row in raw if not _is_blank(field, row)]
        most = int(field.settings.get("max_rows", _USUAL_ROWS))
        if len(rows) > most:
            message = gettext("At most %(most)d rows. Remove some.") % {"most": most}
            raise AnswerError("too_many", message)
        cleaned: list[dict[str, Any]] = []
        wrong: list[tuple[Cell, AnswerError]] = []
        for number, row in enumerate(rows, start=1):
            cleaned.append({})
            for each in field.fields:
                try:
                    if not _kind(each).is_empty(row.get(each.key)):
                        answer = _kind(each).clean(each, row[each.key], context)
                        cleaned[-1][each.key] = answer
                except AnswerError as error:
                    wrong.append((Cell(number, each), error))
            wrong += _unknown(field, number, row)
        if wrong:
            raise RowsError(wrong)
        return cleaned or None

    def missed(self, field: CompiledField, answer: Any) -> Iterator[Cell]:
        """Questions that must be answered in every row, and are not."""
        for number, row in enumerate(answer, start=1):
            for each in field.fields:
                if each.required and each.key not in row:
                    yield Cell(number, each)

    def input(
        self, field: CompiledField, raw: Any, error: str, context: AnswerContext
    ) -> Input:
        return self.input_with_rows(field, raw, error, context, {})

    def input_with_rows(
        self,
        field: CompiledField,
        raw: Any,
        error: str,
        context: AnswerContext,
        errors: Mapping[str, str],
        *,
        is_longer: bool = False,
    ) -> Input:
        """The group with its rows, what is wrong with each cell under its key (as
        `cell_key`), and one row more to fill in if `is_longer`."""
        rows = [row for row in raw if isinstance(row, Mapping)] if _is_list(raw) else []
        most = int(field.settings.get("max_rows", _USUAL_ROWS))
        if len(rows) < most and (is_longer or not rows):
            rows = [*rows, {}]
        drawn = tuple(
            InputRow(
                number=number,
                label=f"{field.settings.get('row_label', '')} {number}".strip(),
                name=f"{field.key}.{number}",
                questions=tuple(
                    _question(field, each, number, row, errors, context)
                    for each in field.fields
                ),
            )
            for number, row in enumerate(rows[:most], start=1)
        )
        whole = super().input(field, None, error, context)
        return replace(
            whole,
            input_rows=drawn,
            row_label=field.settings.get("row_label", ""),
            is_full=len(drawn) >= most,
        )

    def preview_input(self, field: CompiledField) -> Input:
        rows = (
            InputRow(
                number=1,
                label=f"{field.settings.get('row_label', '')} 1".strip(),
                name=f"{field.key}.1",
                questions=tuple(
                    (
                        _kind(each).template,
                        _kind(each).preview_input(_in_row(field, each, 1)),
                    )
                    for each in field.fields
                ),
            ),
        )
        row_label = field.settings.get("row_label", "")
        drawn = super().preview_input(field)
        return replace(drawn, input_rows=rows, row_label=row_label)

    # Other systems' side.

    def schema(self, field: CompiledField) -> dict[str, Any]:
        return {
            "type": "array",
            "maxItems": int(field.settings.get("max_rows", _USUAL_ROWS)),
            "items": {
                "type": "object",
                "properties": {
                    each.key: {"title": each.label, **_kind(each).schema(each)}
                    for each in field.fields
                },
                "required": [each.key for each in field.fields if each.required],
                "additionalProperties": False,
            },
        }

    def ui(self, field: CompiledField) -> dict[str, Any]:
        inner = {each.key: _kind(each).ui(each) for each in field.fields}
        row_label = field.settings.get("row_label", "")
        return {**super().ui(field), "row_label": row_label, "fields": inner}

    def text(self, field: CompiledField, answer: Any) -> str:
        if not _is_list(answer):
            return super().text(field, answer)
        return "\n".join(
            f"{number}. {_row_in_words(field, row)}"
            for number, row in enumerate(answer, start=1)
            if isinstance(row, Mapping)
        )


def cell_key(field: CompiledField, cell: Cell) -> str:
    """The name of a cell in errors and inputs: `children.2.full_name`."""
    return f"{field.key}.{cell.row}.{cell.field.key}"


def cell_label(field: CompiledField, cell: Cell) -> str:
    """How a cell is called in the summary of errors."""
    row_label = field.settings.get("row_label", "")
    return f"{row_label} {cell.row}: {cell.field.label}".strip()


def _kind(field: CompiledField) -> Kind:
    from submissions.forms.kinds.registry import kind_of

    return kind_of(field.kind)


def _in_row(group: CompiledField, field: CompiledField, row: int) -> CompiledField:
    return replace(field, key=cell_key(group, Cell(row, field)))


def _question(
    group: CompiledField,
    field: CompiledField,
    number: int,
    row: Mapping[str, Any],
    errors: Mapping[str, str],
    context: AnswerContext,
) -> tuple[str, Input]:
    placed = _in_row(group, field, number)
    error = errors.get(placed.key, "")
    drawn = _kind(field).input(placed, row.get(field.key), error, context)
    return _kind(field).template, drawn


def _number_of_rows(field: CompiledField, data: Mapping[str, Any]) -> int:
    """One more than may be kept is read, so that too many are told and not cut."""
    said = data.get(f"{field.key}.rows") or ""
    is_number = isinstance(said, str) and said.isascii() and said.isdigit()
    return min(int(said), MOST_ROWS + 1) if is_number and len(said) < 5 else 0


def _is_blank(field: CompiledField, row: Mapping[str, Any]) -> bool:
    known = {each.key: each for each in field.fields}
    return all(
        key in known and _kind(known[key]).is_empty(value) for key, value in row.items()
    )


def _unknown(
    field: CompiledField, number: int, row: Mapping[str, Any]
) -> list[tuple[Cell, AnswerError]]:
    known = {each.key for each in field.fields}
    message = gettext("A row of this form has no such field.")
    return [
        (
            Cell(number, CompiledField("", lines(key)[:60], "text", "")),
            AnswerError("unknown_field", message),
        )
        for key in row
        if key not in known
    ]


def _row_in_words(field: CompiledField, row: Mapping[str, Any]) -> str:
    told = (
        (each.label, _kind(each).text(each, row.get(each.key))) for each in field.fields
    )
    return "; ".join(f"{label}: {words}" for label, words in told if words)


def _is_list(raw: Any) -> bool:
    return isinstance(raw, list)


KIND = GroupKind()
