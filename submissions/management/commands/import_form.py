"""Read a form that another installation wrote; it becomes a draft."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from services_catalog.agencies.models import Agency
from services_catalog.management.commands.import_units import existing_file
from services_catalog.units.models import AdminUnit
from submissions.forms.exchange import FormFileError, form_from, import_form


class Command(BaseCommand):
    help = "Enter a form from a file of export_form as a draft; nothing is published."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=existing_file)
        owner = parser.add_mutually_exclusive_group(required=True)
        owner.add_argument("--unit", help="code of the unit whose form it is to be")
        owner.add_argument("--agency", help="identifier of the agency, such as H57.12")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="make it the draft of the form of that name, which keeps its owner",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="only say whether it can be entered"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        text = options["file"].read_bytes()
        try:
            if options["dry_run"]:
                form = form_from(text)
            else:
                form = import_form(
                    text=text,
                    owner_unit=self._unit(options["unit"]),
                    owner_agency=self._agency(options["agency"]),
                    replace=options["replace"],
                )
        except FormFileError as error:
            raise CommandError(str(error)) from error
        done = "can be entered" if options["dry_run"] else "entered as a draft"
        self.stdout.write(f"{form.slug}: {done}.")

    def _unit(self, code: str | None) -> AdminUnit | None:
        if code is None:
            return None
        unit = AdminUnit.objects.with_code(code, on=timezone.localdate()).first()
        if unit is None:
            message = f"No unit in force has the code {code!r}."
            raise CommandError(message)
        return unit

    def _agency(self, identifier: str | None) -> Agency | None:
        if identifier is None:
            return None
        agencies = Agency.objects.in_force(timezone.localdate())
        agency: Agency | None = agencies.with_identifier(identifier).first()
        if agency is None:
            message = f"No agency in force has the identifier {identifier!r}."
            raise CommandError(message)
        return agency
