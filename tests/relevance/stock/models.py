"""A procedure as an ordinary Wagtail project would make it findable."""

from django.db import models
from wagtail.search import index


class StockProcedure(index.Indexed, models.Model):
    code = models.CharField(max_length=64, unique=True)
    name = models.TextField()
    text = models.TextField(blank=True)

    # Wagtail gives the title of its own pages this boost.
    search_fields = [
        index.SearchField("name", boost=2),
        index.SearchField("code"),
        index.SearchField("text"),
    ]

    def __str__(self) -> str:
        return self.name
