"""The same records in a plain model under Wagtail's own search: the baseline."""
