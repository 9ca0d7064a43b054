"""`portals/` and `pages/` of the REST API: what the public may see, as typed JSON."""

from typing import Any

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import generics, serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from wagtail.models import Page

from cms_pages.addresses import page_address
from cms_pages.pages.base import PublicPage
from cms_pages.portals.snapshot import Portal, portals
from services_catalog.reading import with_etag


class SectionSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="pk")
    title = serializers.CharField()
    title_en = serializers.CharField()
    type = serializers.CharField(source="kind")
    path = serializers.CharField()
    url = serializers.SerializerMethodField()

    def get_url(self, section: Any) -> str:
        return page_address(section.path, absolute=True)


class PortalSerializer(serializers.Serializer[Portal]):
    id = serializers.IntegerField(source="pk")
    title = serializers.CharField()
    title_en = serializers.CharField()
    tier = serializers.CharField()
    unit = serializers.CharField(source="unit_code")
    agency = serializers.CharField(source="agency_identifier")
    path = serializers.CharField()
    parent = serializers.SerializerMethodField()  # type: ignore[assignment]
    skin = serializers.CharField()
    url = serializers.SerializerMethodField()

    def get_parent(self, portal: Portal) -> int | None:
        above = portals().by_path.get(portal.parent)
        return above.pk if above else None

    def get_url(self, portal: Portal) -> str:
        return page_address(portal.path, absolute=True)


class ContactSerializer(serializers.Serializer[Any]):
    responsible = serializers.CharField()
    address = serializers.CharField()
    phone = serializers.CharField()
    hotline = serializers.CharField()
    email = serializers.CharField()
    hours = serializers.CharField()


class PortalAgencySerializer(serializers.Serializer[Any]):
    identifier = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    tier = serializers.CharField()


class PortalDetailSerializer(PortalSerializer):
    motto = serializers.CharField()
    contact = ContactSerializer()
    sections = SectionSerializer(many=True)
    agencies = PortalAgencySerializer(many=True)


class BlockSerializer(serializers.Serializer[Any]):
    """A block of a body: its type, its value in that type's form, its stable id."""

    type = serializers.CharField(source="block_type")
    id = serializers.CharField(allow_null=True)
    value = serializers.SerializerMethodField()

    @extend_schema_field(OpenApiTypes.ANY)
    def get_value(self, block: Any) -> Any:
        return block.block.get_api_representation(block.value, context=self.context)


class PageSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="pk")
    type = serializers.CharField(source="specific_class._meta.model_name")
    title = serializers.CharField()
    title_en = serializers.CharField()
    lead = serializers.CharField(default="")
    path = serializers.CharField(source="url_path")
    url = serializers.SerializerMethodField()
    portal = serializers.SerializerMethodField()
    published_at = serializers.DateTimeField(
        source="last_published_at", allow_null=True
    )
    body = BlockSerializer(many=True)

    def get_url(self, page: PublicPage) -> str:
        return page_address(page.url_path, absolute=True)

    def get_portal(self, page: PublicPage) -> int | None:
        owner = portals().owner_of(page.url_path)
        return owner.pk if owner else None


class PortalParameters(serializers.Serializer[Any]):
    """Query of the list of portals."""

    tier = serializers.CharField(required=False)
    unit = serializers.CharField(required=False)


@with_etag
class PortalListView(generics.ListAPIView[Any]):
    # Answered from the snapshot: no query but that for its stamp.
    serializer_class = PortalSerializer
    throttle_scope = "read"

    @extend_schema(
        operation_id="portals_list",
        summary="The portals of the province, from the top down",
        tags=["portals"],
        parameters=[PortalParameters],
    )
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        found = [one for one in portals() if _fits(one, request)]
        page = self.paginate_queryset(found)
        serializer = self.get_serializer(page, many=True)
        return self.get_paginated_response(serializer.data)


def _fits(portal: Portal, request: Request) -> bool:
    tier, unit = request.query_params.get("tier"), request.query_params.get("unit")
    return tier in (None, "", portal.tier) and unit in (None, "", portal.unit_code)


@with_etag
class PortalDetailView(APIView):
    throttle_scope = "read"

    @extend_schema(
        operation_id="portals_retrieve",
        summary="A portal with its sections, agencies and contact",
        tags=["portals"],
        responses=PortalDetailSerializer,
    )
    def get(self, request: Request, portal_id: int) -> Response:
        portal = portals().by_pk.get(portal_id)
        if portal is None:
            raise Http404
        return Response(PortalDetailSerializer(portal).data)


def public_pages() -> Any:
    """Live pages below a portal that no view restriction covers."""
    known = portals()
    pages = Page.objects.live().filter(content_type__app_label="cms_pages")
    for path in known.restricted:
        pages = pages.exclude(path__startswith=path)
    return pages


@with_etag
class PageListView(generics.ListAPIView[Any]):
    # In three queries a page of the list and one a page type, whatever its length.
    serializer_class = PageSerializer
    throttle_scope = "read"

    @extend_schema(
        operation_id="pages_list",
        summary="Pages, or the one at a path",
        tags=["pages"],
        parameters=[
            OpenApiParameter("path", str, description="Address on the main host"),
            OpenApiParameter("portal", int, description="Only this portal's own pages"),
        ],
    )
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        return self.list(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Page.objects.none()
        pages = public_pages()
        path = self.request.query_params.get("path")
        if path is not None:
            pages = pages.filter(url_path=_url_path(path))
        if portal := self.request.query_params.get("portal"):
            pages = pages.filter(path__startswith=_portal(portal).tree_path)
        return pages.order_by("path").specific()


def _url_path(address: str) -> str:
    """The url_path of an address of the main host; a url_path is taken as it is."""
    address = address.replace("\x00", "")
    root = portals().root
    if root is None or address.startswith(root.path):
        return address
    path = f"{root.path}{address.strip('/')}"
    return path if path.endswith("/") else f"{path}/"


def _portal(name: str) -> Portal:
    known = portals().by_pk
    portal = known.get(int(name)) if name.isascii() and name.isdecimal() else None
    if portal is None:
        raise ValidationError({"portal": ["No portal has this id."]})
    return portal


@with_etag
class PageDetailView(APIView):
    throttle_scope = "read"

    @extend_schema(
        operation_id="pages_retrieve",
        summary="A page with its body as typed blocks",
        tags=["pages"],
        responses=PageSerializer,
    )
    def get(self, request: Request, page_id: int) -> Response:
        page = public_pages().filter(pk=page_id).specific().first()
        if page is None:
            raise Http404
        return Response(PageSerializer(page).data)
