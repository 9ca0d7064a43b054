"""Pages of a list, bounded so that no call asks for everything at once."""

from rest_framework.pagination import PageNumberPagination


class BoundedPages(PageNumberPagination):
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
