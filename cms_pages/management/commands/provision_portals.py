"""Make the portals of units and agencies, or complete those that exist."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from tqdm import tqdm

from cms_pages.provisioning.services import (
    NoParentPortalError,
    Provisioned,
    provision_portals,
)
from services_catalog.agencies.models import Agency
from services_catalog.units.models import AdminUnit


class Command(BaseCommand):
    help = (
        "Make the portals of units and agencies from the portal template: pages, "
        "groups, rights, collections and workflow. A second run changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_argument_group("which")
        which.add_argument("--all", action="store_true", help="every unit in force")
        which.add_argument("--units", nargs="+", default=[], metavar="CODE")
        which.add_argument("--agencies", nargs="+", default=[], metavar="IDENTIFIER")
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="say what would be made",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        units = _units(codes=options["units"], every=options["all"])
        agencies = _agencies(options["agencies"])
        if not units and not agencies:
            raise CommandError("Say which: --all, --units CODE… or --agencies ID….")
        with tqdm(unit="page", disable=options["verbosity"] == 0) as bar:
            made = _provision(units, agencies, bar, dry_run=options["dry_run"])
        said = "Would make" if options["dry_run"] else "Made"
        self.stdout.write(
            f"{said} {made.portals} portals, {made.pages} pages, {made.grants} grants."
        )


def _provision(
    units: list[AdminUnit], agencies: list[Agency], bar: Any, *, dry_run: bool
) -> Provisioned:
    try:
        with transaction.atomic():
            made = provision_portals(units, agencies, progress=bar.update)
            transaction.set_rollback(dry_run)
    except NoParentPortalError as error:
        raise CommandError(str(error)) from error
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    return made


def _units(*, codes: list[str], every: bool) -> list[AdminUnit]:
    in_force = AdminUnit.objects.in_force(timezone.localdate())
    if every:
        return list(in_force)
    units = list(in_force.filter(code__in=codes))
    _refuse_unknown("unit", codes, {unit.code for unit in units})
    return units


def _agencies(identifiers: list[str]) -> list[Agency]:
    in_force = Agency.objects.in_force(timezone.localdate())
    agencies = list(in_force.filter(identifier__in=identifiers))
    _refuse_unknown("agency", identifiers, {one.identifier for one in agencies})
    return agencies


def _refuse_unknown(what: str, asked: list[str], known: set[str]) -> None:
    if unknown := [code for code in asked if code not in known]:
        message = f"No {what} in force today has the code {', '.join(unknown)}."
        raise CommandError(message)
