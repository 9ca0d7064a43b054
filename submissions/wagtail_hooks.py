"""What this room adds to the admin; each concept registers its own."""

from submissions.desk import hooks as desk_hooks

__all__ = ["desk_hooks"]
