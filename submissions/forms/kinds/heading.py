"""A heading over the questions that follow it."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from submissions.forms.kinds.base import FieldBlock
from submissions.forms.kinds.shown import ShownKind


class HeadingFieldBlock(FieldBlock):
    label = blocks.CharBlock(label=_("Heading"), max_length=120)

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Parts the questions of a long step; asks nothing.")
        template = "submissions/forms/kinds/heading.html"
        preview_value = {"label": "Về người cha"}


class HeadingKind(ShownKind):
    name = "heading"
    block_class = HeadingFieldBlock


KIND = HeadingKind()
