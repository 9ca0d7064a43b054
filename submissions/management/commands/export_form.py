"""Write a form to a file for another installation."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from submissions.forms.exchange import exported_form
from submissions.forms.models import FormDefinition


class Command(BaseCommand):
    help = "Write a form, as it is published, to a file that import_form reads."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("form", help="its name in addresses, such as khai-sinh")
        parser.add_argument(
            "--output", type=Path, help="the file to write (default: the terminal)"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        form = FormDefinition.objects.filter(slug=options["form"]).first()
        if form is None:
            message = f"There is no form {options['form']!r}."
            raise CommandError(message)
        text = exported_form(form)
        if options["output"] is None:
            self.stdout.write(text, ending="")
            return
        options["output"].write_text(text, encoding="utf-8")
