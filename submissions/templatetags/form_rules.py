"""The rules of a step for the browser, as data that no browser runs."""

from typing import Any

from django import template
from django.utils.html import json_script as script_of
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def form_rules(rules: dict[str, Any]) -> SafeString:
    """The data block that form_rules.js looks for inside its form."""
    data = script_of(rules).replace("<script ", "<script data-form-rules ", 1)
    return mark_safe(data)  # noqa: S308  # escaped by json_script
