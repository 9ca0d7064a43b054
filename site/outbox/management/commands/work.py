"""Drain the outbox, as a loop or once."""

import signal
import threading
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from outbox.worker import drain, requeue_dead

ROUND = 200


class Command(BaseCommand):
    help = (
        "Bring about what the portal has queued: mails, search documents, digests. "
        "Runs until stopped (SIGTERM or Ctrl-C ends it after the message in hand). "
        "Several may run side by side."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        once = parser.add_mutually_exclusive_group()
        once.add_argument(
            "--once",
            action="store_true",
            help=f"Run one round of at most {ROUND} messages and end.",
        )
        once.add_argument(
            "--drain",
            action="store_true",
            help="Run until nothing is due and end.",
        )
        once.add_argument(
            "--requeue-dead",
            action="store_true",
            help="Put dead letters back into the queue and end.",
        )
        parser.add_argument(
            "--topic", default="", help="With --requeue-dead: only this topic."
        )
        parser.add_argument(
            "--sleep",
            type=float,
            default=1.0,
            help="Seconds to wait when nothing is due (default: 1).",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["requeue_dead"]:
            count = requeue_dead(options["topic"])
            self.stdout.write(f"{count} dead letters are queued again.")
        elif options["once"]:
            self.stdout.write(f"{drain(ROUND)} messages tried.")
        elif options["drain"]:
            self.stdout.write(f"{drain()} messages tried.")
        else:
            self._loop(options["sleep"])

    def _loop(self, sleep: float) -> None:
        stop = threading.Event()

        def stop_soon(_signal: int, _frame: FrameType | None) -> None:
            stop.set()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop_soon)
        while not stop.is_set():
            close_old_connections()
            if not drain(ROUND, should_stop=stop.is_set):
                stop.wait(sleep)
