"""`GET /api/v1/search/` and `/api/v1/search/suggest/`: the index for other systems."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from search import queries
from search.addresses import address_of_entry
from search.normalise import clean
from search.registry import projections
from search.results import (
    FACETS,
    MAX_PAGE_SIZE,
    REACHABLE,
    SearchHit,
    SearchQuery,
    Suggestion,
)
from search.scopes import Scope, scope_of
from search.statistics.counting import count_search
from themes.templatetags.ui import marked

_MAX_VALUES = 20


class TypedTextField(serializers.CharField):
    """What someone typed, whatever it is: what cannot be looked for is left out."""

    def to_internal_value(self, data: Any) -> str:
        return clean(super().to_internal_value(data))


def _values(child: serializers.Field[Any, Any, Any, Any], help_text: Any) -> Any:
    return serializers.ListField(
        child=child,
        required=False,
        default=list,
        max_length=_MAX_VALUES,
        help_text=help_text,
    )


class SuggestParameters(serializers.Serializer[dict[str, Any]]):
    q = TypedTextField(
        required=False,
        default="",
        allow_blank=True,
        help_text=_("What to look for; 500 characters are read, tones are optional."),
    )
    language = serializers.ChoiceField(
        choices=["vi", "en"],
        required=False,
        default="vi",
        help_text=_("Of addresses and of what is said about the results: vi or en."),
    )
    portal = serializers.CharField(
        required=False,
        default="",
        max_length=255,
        help_text=_("Only what this portal offers: its id or its path."),
    )
    unit = serializers.CharField(
        required=False,
        default="",
        max_length=20,
        help_text=_("Only what this administrative unit offers: its code."),
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        scope = scope_of(portal=attrs["portal"], unit=attrs["unit"])
        if scope is None:
            name = "portal" if attrs["portal"] else "unit"
            message = _("No portal or unit has this name; see /api/v1/portals/.")
            raise serializers.ValidationError({name: [message]})
        return {**attrs, "scope": scope}


class SearchParameters(SuggestParameters):
    type = _values(serializers.CharField(max_length=32), _("Kinds of results."))
    tier = _values(
        serializers.ChoiceField(
            choices=["province", "district", "commune", "ministry"]
        ),
        _("Tiers that offer it."),
    )
    level = _values(
        serializers.ChoiceField(choices=["1", "2", "3", "4"]), _("Service levels.")
    )
    field = _values(serializers.CharField(max_length=100), _("Codes of fields."))
    audience = _values(serializers.CharField(max_length=64), _("For whom it is."))
    exact = serializers.BooleanField(
        required=False, default=False, help_text=_("Correct nothing that was typed.")
    )
    at = serializers.DateField(
        required=False, help_text=_("The day on which it must be valid; today if none.")
    )
    page = serializers.IntegerField(
        required=False, default=1, min_value=1, max_value=REACHABLE
    )
    page_size = serializers.IntegerField(
        required=False, default=20, min_value=1, max_value=MAX_PAGE_SIZE
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["page"] * attrs["page_size"] > REACHABLE:
            message = _("Only the first %(count)d results can be read; narrow down.")
            raise serializers.ValidationError(
                {"page": [message % {"count": REACHABLE}]}
            )
        return super().validate(attrs)

    def validate_type(self, value: list[str]) -> list[str]:
        known = sorted(projections())
        if unknown := sorted(set(value) - set(known)):
            message = _("No type is called %(unknown)s. There are: %(known)s.") % {
                "unknown": ", ".join(unknown),
                "known": ", ".join(known),
            }
            raise serializers.ValidationError(message)
        return value


# The serializers below describe the answers in the schema. Built by them, an answer
# would take a sixth of the time of a search: `_answer` and `_row` write it as it is.
class FacetValueSerializer(serializers.Serializer[Any]):
    value = serializers.CharField()
    # A field of the answer; the metaclass takes it away from Field.label.
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField()


class FacetsSerializer(serializers.Serializer[Any]):
    """How many results each value would give with the other filters as they are."""

    type = FacetValueSerializer(many=True)
    tier = FacetValueSerializer(many=True)
    field = FacetValueSerializer(many=True)
    level = FacetValueSerializer(many=True)
    unit = FacetValueSerializer(many=True)
    audience = FacetValueSerializer(many=True)


class SearchHitSerializer(serializers.Serializer[Any]):
    type = serializers.CharField()
    code = serializers.CharField(help_text=_("National code of a procedure, or empty."))
    title = serializers.CharField()
    title_en = serializers.CharField()
    url = serializers.CharField()
    snippet = serializers.CharField(
        help_text=_("HTML: escaped text in which <mark> marks what was found.")
    )
    score = serializers.FloatField(help_text=_("Comparable within one answer only."))
    tiers = serializers.ListField(child=serializers.CharField())
    level = serializers.CharField()
    field = serializers.CharField()
    agency = serializers.CharField()
    fee = serializers.CharField()
    term = serializers.CharField()
    published_at = serializers.DateTimeField(allow_null=True)


class SearchAnswerSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    page = serializers.IntegerField()
    page_size = serializers.IntegerField()
    results = SearchHitSerializer(many=True)
    facets = FacetsSerializer()
    suggestion = serializers.CharField(allow_null=True)
    corrected = serializers.CharField(
        allow_null=True,
        help_text=_("What was looked for instead of what was typed, if not that."),
    )
    relaxed = serializers.BooleanField(
        help_text=_("True if not all words were found together.")
    )
    engine = serializers.CharField()


class SuggestionSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    type = serializers.CharField()
    code = serializers.CharField()
    url = serializers.CharField()


class SuggestAnswerSerializer(serializers.Serializer[Any]):
    results = SuggestionSerializer(many=True)


_SUGGESTIONS = 8


class SearchView(APIView):
    """Procedures, pages and news, the best first, with counts for narrowing."""

    throttle_scope = "search"

    @extend_schema(
        operation_id="search",
        parameters=[SearchParameters],
        responses=SearchAnswerSerializer,
    )
    def get(self, request: Request) -> Response:
        """Search the public index."""
        asked = _read(SearchParameters, request)
        filters = {facet: tuple(asked.get(facet, ())) for facet in FACETS[:4]}
        filters["audience"] = tuple(asked["audience"])
        query = SearchQuery(
            text=asked["q"],
            at=asked.get("at") or _today(),
            scope=asked["scope"],
            filters=filters,
            page=asked["page"],
            page_size=asked["page_size"],
            exact=asked["exact"],
        )
        with translation.override(asked["language"]):
            answer = self._answer(query)
        return Response(answer, headers={"Content-Language": asked["language"]})

    def _answer(self, query: SearchQuery) -> dict[str, Any]:
        results = queries.search(query)
        if _is_new(query):
            count_search(query, results)
        return {
            "count": results.count,
            "page": results.page,
            "page_size": results.page_size,
            "results": [_row(hit, query.scope) for hit in results.hits],
            "facets": {
                facet: [
                    {"value": one.value, "label": str(one.label), "count": one.count}
                    for one in results.facets[facet]
                ]
                for facet in FACETS
            },
            "suggestion": results.suggestion,
            "corrected": results.corrected,
            "relaxed": results.relaxed,
            "engine": results.engine,
        }


class SuggestView(APIView):
    """Titles that go on as typed, for a search box."""

    throttle_scope = "search"

    @extend_schema(
        operation_id="search_suggest",
        parameters=[SuggestParameters],
        responses=SuggestAnswerSerializer,
    )
    def get(self, request: Request) -> Response:
        """Complete what is being typed."""
        asked = _read(SuggestParameters, request)
        scope: Scope = asked["scope"]
        query = SearchQuery(
            text=asked["q"], at=_today(), scope=scope, page_size=_SUGGESTIONS
        )
        with translation.override(asked["language"]):
            results = [_suggested(one, scope) for one in queries.suggest(query)]
        return Response(
            {"results": results}, headers={"Content-Language": asked["language"]}
        )


def _suggested(suggestion: Suggestion, scope: Scope) -> dict[str, Any]:
    english = translation.get_language() == "en" and suggestion.text_en
    return {
        "text": english or suggestion.text,
        "type": suggestion.type,
        "code": suggestion.code,
        "url": address_of_entry(suggestion, portal=scope.portal),
    }


def _read(parameters: type[SuggestParameters], request: Request) -> dict[str, Any]:
    serializer = parameters(data=request.query_params)
    serializer.is_valid(raise_exception=True)
    asked: dict[str, Any] = serializer.validated_data
    return asked


def _is_new(query: SearchQuery) -> bool:
    """Whether this asks something, not for more or less of an answer. One type only is
    what a caller shows; the other filters are chosen by somebody who reads."""
    chosen = {facet for facet, values in query.filters.items() if values}
    return query.page == 1 and chosen <= {"type"}


def _today() -> date:
    return timezone.localdate()


def _row(hit: SearchHit, scope: Scope) -> dict[str, Any]:
    hit = hit.said_in(translation.get_language() or "vi")
    return {
        "type": hit.type,
        "code": hit.code,
        "title": hit.title,
        "title_en": hit.title_en,
        "url": address_of_entry(hit, portal=scope.portal),
        "snippet": str(marked(hit.snippet)),
        "score": hit.score,
        "tiers": list(hit.tiers),
        "level": hit.level,
        "field": hit.field_name,
        "agency": hit.agency,
        "fee": hit.fee,
        "term": hit.term,
        "published_at": _moment(hit.published_at),
    }


def _moment(moment: datetime | None) -> str | None:
    """As other times in the API: in the zone of the portal."""
    return timezone.localtime(moment).isoformat() if moment else None
