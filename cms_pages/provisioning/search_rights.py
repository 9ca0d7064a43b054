"""The rights to what people search, and to what every search finds first.

Both are the whole province's: its administrators hold them, and nobody below does.
"""

from collections.abc import Mapping, Sequence

from django.contrib.auth.models import Group, Permission

SEARCH_RIGHTS = (
    "view_dailysearch",
    "view_synonymset",
    "change_synonymset",
    "view_promotion",
    "add_promotion",
    "change_promotion",
    "delete_promotion",
)


def write_search_rights(names: Sequence[str], groups: Mapping[str, int]) -> int:
    """Give these groups what they lack; returns how many rows that took."""
    rights = Permission.objects.filter(
        content_type__app_label="search", codename__in=SEARCH_RIGHTS
    )
    wanted = {(groups[name], right.pk) for name in names for right in rights}
    through = Group.permissions.through
    held = through._default_manager.filter(group__name__in=names)
    wanted -= set(held.values_list("group_id", "permission_id"))
    through._default_manager.bulk_create(
        [
            through(group_id=group, permission_id=right)
            for group, right in sorted(wanted)
        ]
    )
    return len(wanted)
