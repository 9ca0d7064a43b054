"""What this room adds to the admin; each concept registers its own."""

from submissions.desk import hooks as desk_hooks
from submissions.forms.admin import hooks as form_hooks

__all__ = ["desk_hooks", "form_hooks"]
