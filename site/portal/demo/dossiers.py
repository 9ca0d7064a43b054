"""What the demo's citizen has submitted, told by the services that everybody uses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import User
from cms_pages.portals.models import PortalPage
from portal.demo.accounts import CITIZEN, filled_places
from portal.demo.content import Row, read_mapping
from portal.demo.progress import Progress
from portal.demo.sample_papers import sample_paper
from services_catalog.calendars.services import default_calendar, working_time
from services_catalog.calendars.working_time import WorkingTime
from services_catalog.offerings.services import offering_of
from services_catalog.procedures.case_types import CaseType
from services_catalog.procedures.models import Procedure
from services_catalog.units.models import AdminUnit
from services_catalog.units.slugs import folded_slug
from submissions.dossiers.lifecycle import Outcome
from submissions.dossiers.models import Dossier
from submissions.dossiers.moves.acceptance import accept_dossier, refuse_dossier
from submissions.dossiers.moves.messages import write_as_staff
from submissions.dossiers.moves.processing import forward_dossier
from submissions.dossiers.moves.results import finish_dossier, hand_over
from submissions.dossiers.moves.supplements import request_supplement
from submissions.dossiers.submission import submit_draft
from submissions.drafts.models import Draft
from submissions.drafts.services import begin_draft, save_answers
from submissions.files.services import add_paper
from submissions.forms.compiled import compiled_form

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MOVES: dict[str, Callable[..., Dossier]] = {
    "accept": accept_dossier,
    "refuse": refuse_dossier,
    "forward": forward_dossier,
    "write": write_as_staff,
    "request_supplement": request_supplement,
    "finish": finish_dossier,
    "hand_over": hand_over,
}
# What a move calls the words that go with it.
WORDS = {
    "refuse": "reason",
    "write": "text",
    "request_supplement": "reason",
    "hand_over": "receiver",
}


@dataclass(slots=True)
class Storyteller:
    """Tells the stories of the file as if they had happened these last days."""

    citizen: User
    applicant: Mapping[str, Any]
    calendar: WorkingTime
    now: datetime
    places: dict[str, AdminUnit] = field(default_factory=dict)

    def tell(self, story: Row) -> None:
        """Submit one dossier and move it as far as its story goes."""
        at = self._moment(story["submitted"])
        draft = self.draft(story, at=at)
        form = compiled_form(draft.form_version)
        for key in story.get("papers") or ():
            asked = form.field_by_key(key)
            if asked is not None:
                add_paper(
                    draft=draft,
                    field=asked,
                    upload=sample_paper(f"{folded_slug(asked.label)}.png"),
                )
        key = f"demo {story['procedure']} {story['place']}"
        dossier = submit_draft(draft=draft, key=key, user=self.citizen, at=at).dossier
        for move in story["moves"]:
            dossier = self._move(dossier, move, story["place"])

    def draft(self, story: Row, *, at: datetime) -> Draft:
        unit = self.places[story["place"]]
        procedure = Procedure.objects.get(code=story["procedure"])
        offered = offering_of(procedure, unit=unit, on=self.now.date())
        if offered is None:
            message = f"{story['procedure']} is not offered at {unit.name}."
            raise LookupError(message)
        case_type = CaseType.objects.select_related("form_link__definition").get(
            version__procedure=procedure
        )
        version = case_type.form_link.definition.versions.order_by("-number").first()
        draft, _token = begin_draft(
            form_version=version,
            agency=offered.agency,
            procedure_version=case_type.version,
            case_type=case_type,
            portal_path=PortalPage.objects.get(unit=unit).url_path,
            user=self.citizen,
            at=at,
        )
        save_answers(
            draft=draft,
            applicant=self.applicant,
            answers={key: self._answer(raw) for key, raw in story["answers"].items()},
            revision=draft.revision,
            at=at,
        )
        return draft

    def _move(self, dossier: Dossier, move: Row, place: str) -> Dossier:
        verb = move["do"]
        given: dict[str, Any] = {}
        if move.get("note"):
            given[WORDS.get(verb, "note")] = move["note"]
        if move.get("to"):
            given["holder"] = self._colleague(move["to"], place)
        if verb == "finish":
            given["outcome"] = Outcome.GRANTED
        if move.get("items"):
            given["items"] = move["items"]
        return MOVES[verb](
            dossier_id=dossier.pk,
            lock_version=dossier.lock_version,
            actor=self._colleague(move["by"], place),
            at=self._moment(move),
            **given,
        )

    def _colleague(self, role: str, place: str) -> User:
        return User.objects.get(username=f"{role}.{place}")

    def _answer(self, raw: Any) -> Any:
        if isinstance(raw, dict) and "days_ago" in raw:
            return (self.now.date() - timedelta(days=raw["days_ago"])).isoformat()
        return raw

    def _moment(self, said: Row) -> datetime:
        """`{day: 3, at: "08:40"}` is that hour three working days ago."""
        day = working_days_before(self.now.date(), said["day"], self.calendar)
        return datetime.combine(day, time.fromisoformat(said["at"]), ZONE)


def load_dossiers(progress: Progress) -> int:
    """Tell the stories once: to a citizen who has submitted nothing yet."""
    citizen = User.objects.get(username=CITIZEN)
    if citizen.dossiers.exists() or citizen.drafts.exists():
        return 0
    told = read_mapping("dossiers")
    storyteller = Storyteller(
        citizen=citizen,
        applicant=told["applicant"],
        calendar=working_time(default_calendar()),
        now=timezone.localtime(),
        places={place.slug: place.unit for place in filled_places() if place.unit},
    )
    for story in progress.over(told["stories"], "Hồ sơ"):
        storyteller.tell(story)
    for story in told["drafts"]:
        storyteller.draft(story, at=storyteller.now)
    return len(told["stories"]) + len(told["drafts"])


def working_days_before(today: date, count: int, calendar: WorkingTime) -> date:
    """The working day that lies `count` working days before today, at least 1."""
    day = today
    while count:
        day -= timedelta(days=1)
        count -= calendar.is_working_day(day)
    return day
