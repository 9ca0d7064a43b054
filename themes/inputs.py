"""What the field component draws: one question, its help, its answer and what is wrong.

Rooms above fill an `Input` from a form field of their own; an ordinary Django form is
turned into one by `input_of`.
"""

from dataclasses import dataclass, replace
from typing import Any, Literal

from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    RadioSelect,
    Select,
    Textarea,
)

Kind = Literal[
    "text",
    "long_text",
    "number",
    "money",
    "date",  # three boxes: <name>.day, <name>.month, <name>.year
    "choice",  # radio buttons
    "choices",  # check boxes, several answers
    "select",
    "yes_no",
    "consent",  # one check box
    "person_id",
    "tax_code",
    "time",
    "phone",
    "email",
    "code",
    "password",
    "address",  # unit select and a line for house and street: <name>.unit, <name>.line
    "file",
    "group",  # rows of questions
    "computed",  # an output that nobody types into
]
Width = Literal["", "short", "medium", "long"]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose; `group` makes a heading of a select."""

    value: str
    label: str
    help: str = ""
    selected: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date as it was typed, right or wrong: nothing typed is lost."""

    day: str = ""
    month: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class AddressValue:
    """An address as it was typed: the code of the unit and the line within it."""

    unit: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file already received; the button `remove_name` takes it away."""

    name: str
    size: int = 0
    url: str = ""
    remove_name: str = ""
    remove_value: str = ""


@dataclass(frozen=True, slots=True)
class InputRow:
    """One row of a group: its questions, each with its template. `name` is what the
    button that removes the row sends."""

    number: int
    label: str
    name: str
    questions: "tuple[tuple[str, Input], ...]"


@dataclass(frozen=True, slots=True)
class Input:
    """One question of a form, ready to be drawn; sizes in bytes, lengths in letters.

    `id` is the element's id, to which the error summary links. `value` is the text as
    typed (a `DateValue` for dates, an `AddressValue` for addresses).
    """

    id: str
    name: str
    label: str
    kind: Kind = "text"
    value: Any = ""
    help: str = ""
    error: str = ""
    required: bool = True
    disabled: bool = False
    is_page_heading: bool = False
    width: Width = ""
    autocomplete: str = ""
    options: tuple[Option, ...] = ()
    max_length: int | None = None
    rows: int = 5
    prefix: str = ""
    suffix: str = ""
    # What is to be read; blank lines part its paragraphs.
    statement: str = ""
    accept: str = ""
    max_size: int | None = None
    multiple: bool = False
    # Several photographs chosen at once are sent together, to become one document.
    joined: bool = False
    upload_url: str = ""
    # Where a file may be sent in parts, by tus.
    parts_url: str = ""
    files: tuple[Attached, ...] = ()
    input_rows: tuple[InputRow, ...] = ()
    row_label: str = ""
    is_full: bool = False

    @property
    def described_by(self) -> str:
        """The ids of statement, help and error, for `aria-describedby`."""
        parts = [
            (self.statement, "statement"),
            (self.help, "help"),
            (self.error, "error"),
        ]
        return " ".join(f"{self.id}-{part}" for text, part in parts if text)


def input_of(bound: BoundField, **overrides: Any) -> Input:
    """The input of an ordinary Django form's field."""
    question = Input(
        id=bound.id_for_label or bound.auto_id,
        name=bound.html_name,
        label=str(bound.label),
        kind=_kind_of(bound),
        value="" if bound.value() is None else bound.value(),
        help=str(bound.help_text),
        error=" ".join(str(error) for error in bound.errors),
        required=bound.field.required,
        disabled=bound.field.disabled,
        max_length=getattr(bound.field, "max_length", None),
        autocomplete=bound.field.widget.attrs.get("autocomplete", ""),
        options=_options_of(bound),
    )
    return replace(question, **overrides)


def _kind_of(bound: BoundField) -> Kind:
    widget = bound.field.widget
    by_widget: list[tuple[type, Kind]] = [
        (CheckboxInput, "consent"),
        (CheckboxSelectMultiple, "choices"),
        (RadioSelect, "choice"),
        (Select, "select"),
        (Textarea, "long_text"),
        (FileInput, "file"),
    ]
    for widget_class, kind in by_widget:
        if isinstance(widget, widget_class):
            return kind
    by_type: dict[str, Kind] = {
        "email": "email",
        "password": "password",
        "number": "number",
    }
    return by_type.get(getattr(widget, "input_type", ""), "text")


def _options_of(bound: BoundField) -> tuple[Option, ...]:
    choices = getattr(bound.field, "choices", ())
    current = {str(value) for value in _as_list(bound.value())}
    return tuple(
        Option(str(value), str(label), selected=str(value) in current)
        for value, label in choices
        if str(value)
    )


def _as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple | set) else [value]
