"""Filling an empty database: python -m tests.relevance.filling CATALOGUE RECORDS"""

import sys
from pathlib import Path

import django


def main() -> None:
    django.setup()
    from django.core.management import call_command
    from django.utils import translation

    from tests.relevance.catalogues import CATALOGUES
    from tests.relevance.stock import searching

    catalogue, records = sys.argv[1:]
    call_command("migrate", verbosity=0, run_syncdb=True, interactive=False)
    with translation.override("vi"):
        CATALOGUES[catalogue](Path(records))
        searching.fill()


if __name__ == "__main__":
    main()
