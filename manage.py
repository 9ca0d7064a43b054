#!/usr/bin/env python3
"""Command line of the portal; `manage.py help` lists the verbs."""

import os
import sys
from pathlib import Path

# 'site' is also a module of the standard library: the folder goes on the path itself.
sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
