"""Filters and tags of the interface: money, dates, codes, marked hits, form fields."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.http import QueryDict
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext, pgettext_lazy

from themes.gallery import Example
from themes.inputs import Input, input_of
from themes.skins import skin_stylesheet_path

register = template.Library()

ICON = "themes/components/icon/icon.html"
NO_BREAK_SPACE = "\u00a0"
# As said in a sentence ("thứ Hai"); Django's own are written "Thứ 2".
WEEKDAYS = (
    pgettext_lazy("in a sentence", "Monday"),
    pgettext_lazy("in a sentence", "Tuesday"),
    pgettext_lazy("in a sentence", "Wednesday"),
    pgettext_lazy("in a sentence", "Thursday"),
    pgettext_lazy("in a sentence", "Friday"),
    pgettext_lazy("in a sentence", "Saturday"),
    pgettext_lazy("in a sentence", "Sunday"),
)


@register.filter
def money(amount: int | Decimal | str | None) -> str:
    """An amount in đồng as Vietnam writes it: `8.000 ₫`; free of charge is said."""
    if amount is None or amount == "":
        return ""
    dong = int(amount)
    if dong == 0:
        return gettext("Free of charge")
    return f"{dong:,}".replace(",", ".") + NO_BREAK_SPACE + "₫"


@register.filter
def day(value: date | datetime | None) -> str:
    """`22/11/2026`, in the time of Vietnam."""
    return f"{_local(value):%d/%m/%Y}" if value else ""


@register.filter
def day_and_time(value: datetime | None) -> str:
    """`22/11/2026 09:05`, in the time of Vietnam."""
    return f"{_local(value):%d/%m/%Y %H:%M}" if value else ""


@register.filter
def act_by(value: date | datetime | None) -> str:
    """The day a person must act by, with its weekday: `thứ Hai, 23/11/2026`.

    A moment also says its hour: `thứ Hai, 23/11/2026, trước 17:00`.
    """
    if not value:
        return ""
    moment = _local(value)
    said = {"weekday": WEEKDAYS[moment.weekday()], "day": f"{moment:%d/%m/%Y}"}
    if isinstance(moment, datetime):
        said["time"] = f"{moment:%H:%M}"
        return gettext("%(weekday)s, %(day)s, before %(time)s") % said
    return gettext("%(weekday)s, %(day)s") % said


def _local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


@register.filter
def days(count: int) -> str:
    """A number of days in words: `3 days`."""
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}


@register.filter
def code_groups(code: str) -> SafeString:
    """A long code in groups a person can read out; copying it gives the code itself."""
    groups: list[str] = []
    start = 0
    for position, letter in enumerate(code):
        if letter in ".-":
            groups.append(code[start : position + 1])
            start = position + 1
    groups.append(code[start:])
    return format_html_join("", "<span>{}</span>", ((group,) for group in groups))


@register.filter
def marked(text: str | Iterable[tuple[str, bool]]) -> SafeString:
    """A text whose pieces say if they are what was looked for: those get `<mark>`.

    Plain text is escaped and returned as it is.
    """
    pieces = [(text, False)] if isinstance(text, str) else text
    return format_html_join(
        "",
        "{}{}{}",
        (
            (mark_safe("<mark>"), piece, mark_safe("</mark>"))
            if hit
            else ("", piece, "")
            for piece, hit in pieces
        ),
    )


@register.filter
def per_cent(part: float, whole: float) -> int:
    """The share in whole per cent, for the length of a bar; 0 of nothing."""
    return round(100 * part / whole) if whole else 0


@register.filter
def beside(cells: Iterable[Any], columns: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Cells of a row, each beside the column it stands in."""
    return list(zip(cells, columns, strict=False))


@register.filter
def has_current(options: Iterable[Any]) -> bool:
    """Whether one of the options is chosen, be they objects or mappings."""
    return any(
        option.get("current") if isinstance(option, dict) else option.current
        for option in options
    )


@register.filter
def page_window(page: Page[Any]) -> list[int | str]:
    """The page numbers worth showing; 0 stands for those left out."""
    return [
        number if isinstance(number, int) else 0
        for number in page.paginator.get_elided_page_range(
            page.number, on_each_side=1, on_ends=1
        )
    ]


@register.simple_tag(takes_context=True)
def page_address(context: Context, number: int, parameter: str = "") -> str:
    """The address of another page of the list shown, with all its filters kept."""
    request = getattr(context, "request", None)
    query = request.GET.copy() if request else QueryDict(mutable=True)
    query[parameter or "page"] = str(number)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def icon(context: Context, name: str) -> SafeString:
    """The line icon of that name: the component's own drawing, drawn once a process.

    Where templates are being worked on it is drawn anew each time.
    """
    engine = context.template.engine  # type: ignore[union-attr]
    return _draw_icon(name) if engine.debug else _icon(name)


def _draw_icon(name: str) -> SafeString:
    return render_to_string(ICON, {"name": name})


_icon = lru_cache(maxsize=64)(_draw_icon)


@register.simple_tag
def skin_stylesheet(skin: str) -> str:
    """The address of a skin's tokens; the province's if no such skin is installed."""
    return static(skin_stylesheet_path(skin))


@register.inclusion_tag("themes/components/field/field.html")
def form_field(bound: BoundField, **overrides: Any) -> dict[str, Input]:
    """Draw a field of an ordinary Django form with its label, help and errors.

    `kind`, `width`, `help` and every other attribute of `Input` can be overridden:
    `{% form_field form.number kind="code" width="medium" %}`.
    """
    return {"field": input_of(bound, **overrides)}


@register.inclusion_tag("themes/components/error_summary/error_summary.html")
def form_errors(form: Any) -> dict[str, Any]:
    """The error summary of an ordinary Django form, each line a link to its field."""
    errors = [
        {"text": message, "target": bound.id_for_label or bound.auto_id}
        for bound in form
        for message in bound.errors
    ]
    errors += [{"text": message, "target": ""} for message in form.non_field_errors()]
    return {"errors": errors}


@register.simple_tag(takes_context=True)
def draw_example(context: Context, example: Example) -> SafeString:
    """One state of a component, drawn with its own variables and nothing else."""
    engine = context.template.engine  # type: ignore[union-attr]
    alone = Context(dict(example.variables))
    return engine.get_template(example.template).render(alone)


@register.simple_tag
def sparkline(values: list[float]) -> SafeString:
    """A small line of figures beside the sentence that says what they mean."""
    if len(values) < 2:
        return mark_safe("")
    low, high = min(values), max(values)
    span = (high - low) or 1
    step = 96 / (len(values) - 1)
    points = [
        (round(2 + index * step, 1), round(22 - 18 * (value - low) / span, 1))
        for index, value in enumerate(values)
    ]
    line = " ".join(f"{x},{y}" for x, y in points)
    return format_html(
        '<svg class="nm-sparkline" viewBox="0 0 104 26" width="104" height="26" '
        'aria-hidden="true"><polyline points="{}"/>'
        '<circle cx="{}" cy="{}" r="3"/></svg>',
        line,
        *points[-1],
    )
