"""How much harm an answer could do in the wrong hands (domain 12)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sensitivity(TextChoices):
    """All but ordinary answers stand sealed in the database."""

    ORDINARY = "ordinary", _("ordinary")
    PERSONAL = "personal", _("personal")
    SENSITIVE = "sensitive", _("sensitive: ids, health, criminal records")
