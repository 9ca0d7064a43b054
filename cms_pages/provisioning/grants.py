"""Groups, rights, collections and workflow of portals, written as rows where missing.

Grants flow down the tree. Editors and publishers therefore hold theirs on a portal's
sections, never on the portal itself, and reach no portal below or beside; the site
administrator holds the grant on the portal and administers what is below, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from cms_pages.portals.models import PortalPage
from cms_pages.provisioning.rows import CHUNK, chunks
from cms_pages.provisioning.search_rights import write_search_rights
from cms_pages.rights.approval import PublisherApprovalTask
from services_catalog.staff.groups import group_name
from services_catalog.staff.models import Role
from services_catalog.units.models import Tier
from submissions.forms.models import FormDefinition

_PAGE = ("wagtailcore", "page")
_IMAGE = ("wagtailimages", "image")
_DOCUMENT = ("wagtaildocs", "document")
_SECTION_RIGHTS = {
    Role.EDITOR: ("add_page", "change_page"),
    Role.PUBLISHER: ("add_page", "change_page", "publish_page"),
}
_PORTAL_RIGHTS = {
    Role.SITE_ADMINISTRATOR: (
        "add_page",
        "change_page",
        "publish_page",
        "lock_page",
        "unlock_page",
    )
}
_COLLECTION_RIGHTS = tuple(
    (model, f"{action}_{model[1]}")
    for model in (_IMAGE, _DOCUMENT)
    for action in ("add", "change", "choose")
)
ROLES = (Role.EDITOR, Role.PUBLISHER, Role.SITE_ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class PortalWithSections:
    """A portal and the sections that the template made."""

    portal: PortalPage
    sections: tuple[Any, ...]

    @property
    def owner(self) -> Any:
        return self.portal.unit or self.portal.agency

    @property
    def name(self) -> str:
        """Names of groups tell places by code; so do collection and workflow."""
        owner = self.owner
        code = owner.code if self.portal.unit_id else owner.identifier
        return f"{owner.name} · {code}"[:255]

    def group(self, role: Role) -> str:
        return group_name(role, self.owner)


def write_grants(portals: Sequence[PortalWithSections]) -> int:
    """Give each portal what it lacks of groups, rights, collection and workflow.

    Returns the number of rows written: 0 when nothing was missing.
    """
    permissions = _permissions()
    groups, written = _write_groups(portals, permissions)
    written += _write_page_rights(portals, groups, permissions)
    written += write_search_rights(_administrators_of_provinces(portals), groups)
    written += _write_collections(portals, groups, permissions)
    return written + _write_workflows(portals)


def _permissions() -> dict[tuple[tuple[str, str], str], int]:
    wanted = Q(content_type__app_label="wagtailadmin", codename="access_admin")
    for app_label, model in (_PAGE, _IMAGE, _DOCUMENT):
        wanted |= Q(content_type__app_label=app_label, content_type__model=model)
    rows = Permission.objects.filter(wanted).values_list(
        "content_type__app_label", "content_type__model", "codename", "pk"
    )
    return {((app, model), codename): pk for app, model, codename, pk in rows}


def _write_groups(
    portals: Sequence[PortalWithSections], permissions: dict[Any, int]
) -> tuple[dict[str, int], int]:
    names = [place.group(role) for place in portals for role in ROLES]
    known = _ids_by_name(Group, names)
    new = [Group(name=name) for name in names if name not in known]
    Group.objects.bulk_create(new, batch_size=CHUNK)
    groups = known | _ids_by_name(Group, [group.name for group in new])
    admin = permissions[("wagtailadmin", "admin"), "access_admin"]
    through = Group.permissions.through
    through._default_manager.bulk_create(
        [through(group_id=groups[group.name], permission_id=admin) for group in new],
        batch_size=CHUNK,
    )
    return groups, len(new)


def _ids_by_name(model: Any, names: Sequence[str]) -> dict[str, int]:
    return {
        name: pk
        for chunk in chunks(names, CHUNK)
        for name, pk in model.objects.filter(name__in=chunk).values_list("name", "pk")
    }


def _write_page_rights(
    portals: Sequence[PortalWithSections],
    groups: dict[str, int],
    permissions: dict[Any, int],
) -> int:
    wanted = {
        (groups[place.group(role)], page.pk, permissions[_PAGE, codename])
        for place in portals
        for rights, pages in (
            (_SECTION_RIGHTS, place.sections),
            (_PORTAL_RIGHTS, (place.portal,)),
        )
        for role, codenames in rights.items()
        for codename in codenames
        for page in pages
    }
    wanted -= _held(GroupPagePermission, "page_id", groups)
    GroupPagePermission.objects.bulk_create(
        [
            GroupPagePermission(group_id=group, page_id=page, permission_id=permission)
            for group, page, permission in sorted(wanted)
        ],
        batch_size=CHUNK,
    )
    return len(wanted)


def _administrators_of_provinces(portals: Sequence[PortalWithSections]) -> list[str]:
    return [
        place.group(Role.SITE_ADMINISTRATOR)
        for place in portals
        if place.portal.unit_id and place.owner.tier == Tier.PROVINCE
    ]


def _held(model: Any, target: str, groups: dict[str, int]) -> set[Any]:
    return {
        row
        for chunk in chunks(groups.values(), CHUNK)
        for row in model.objects.filter(group__in=chunk).values_list(
            "group_id", target, "permission_id"
        )
    }


def _write_collections(
    portals: Sequence[PortalWithSections],
    groups: dict[str, int],
    permissions: dict[Any, int],
) -> int:
    root = Collection.objects.select_for_update().get(depth=1)
    without = [place for place in portals if place.portal.collection_id is None]
    last = root.get_last_child()
    step = Collection._str2int(last.path[-Collection.steplen :]) if last else 0
    made = Collection.objects.bulk_create(
        [
            Collection(
                name=place.name,
                depth=2,
                path=Collection._get_path(root.path, 2, step + position),
            )
            for position, place in enumerate(without, start=1)
        ],
        batch_size=CHUNK,
    )
    Collection.objects.filter(pk=root.pk).update(numchild=root.numchild + len(made))
    for place, collection in zip(without, made, strict=True):
        place.portal.collection_id = collection.pk
    PortalPage.objects.bulk_update(
        [place.portal for place in without], ["collection"], batch_size=CHUNK
    )
    return len(made) + _write_collection_rights(portals, groups, permissions)


def _write_collection_rights(
    portals: Sequence[PortalWithSections],
    groups: dict[str, int],
    permissions: dict[Any, int],
) -> int:
    wanted = {
        (groups[place.group(role)], place.portal.collection_id, permissions[right])
        for place in portals
        for role in ROLES
        for right in _COLLECTION_RIGHTS
    }
    wanted -= _held(GroupCollectionPermission, "collection_id", groups)
    GroupCollectionPermission.objects.bulk_create(
        [
            GroupCollectionPermission(
                group_id=group, collection_id=collection, permission_id=permission
            )
            for group, collection, permission in sorted(wanted)
        ],
        batch_size=CHUNK,
    )
    return len(wanted)


def _write_workflows(portals: Sequence[PortalWithSections]) -> int:
    """One workflow a portal, all of one step: the portal's publishers approve."""
    task = PublisherApprovalTask.objects.first()
    if task is None:
        task = PublisherApprovalTask(
            name="Duyệt của người xuất bản",
            content_type=ContentType.objects.get_for_model(PublisherApprovalTask),
        )
        task.save()
    sections = [page.pk for place in portals for page in place.sections]
    workflows = _workflows_of(sections)
    without = [
        place
        for place in portals
        if not any(page.pk in workflows for page in place.sections)
    ]
    made = Workflow.objects.bulk_create(
        [Workflow(name=place.name, active=True) for place in without],
        batch_size=CHUNK,
    )
    WorkflowTask.objects.bulk_create(
        [WorkflowTask(workflow=workflow, task=task, sort_order=0) for workflow in made],
        batch_size=CHUNK,
    )
    new = {
        place.portal.pk: workflow.pk
        for place, workflow in zip(without, made, strict=True)
    }
    links = [
        WorkflowPage(page_id=page.pk, workflow_id=_workflow_of(place, workflows, new))
        for place in portals
        for page in place.sections
        if page.pk not in workflows
    ]
    WorkflowPage.objects.bulk_create(links, batch_size=CHUNK)
    # Wagtail's first migrations hang a workflow on the root of the tree. Each portal
    # has its own now, and listing the root's pages without all of theirs is more than
    # SQLite takes ("expression tree is too large").
    WorkflowPage.objects.filter(page__depth=1).delete()
    return len(made) + len(links) + _write_form_workflow(task)


def _write_form_workflow(task: PublisherApprovalTask) -> int:
    """One workflow for all forms: of each its own owner's publishers approve."""
    forms = ContentType.objects.get_for_model(FormDefinition)
    if WorkflowContentType.objects.filter(content_type=forms).exists():
        return 0
    workflow = Workflow.objects.create(name="Duyệt biểu mẫu", active=True)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.create(content_type=forms, workflow=workflow)
    return 1


def _workflows_of(pages: Sequence[int]) -> dict[int, int]:
    return {
        page: workflow
        for chunk in chunks(pages, CHUNK)
        for page, workflow in WorkflowPage.objects.filter(page__in=chunk).values_list(
            "page_id", "workflow_id"
        )
    }


def _workflow_of(
    place: PortalWithSections, known: dict[int, int], new: dict[int, int]
) -> int:
    if place.portal.pk in new:
        return new[place.portal.pk]
    return next(known[page.pk] for page in place.sections if page.pk in known)
