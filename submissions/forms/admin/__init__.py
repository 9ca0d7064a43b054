"""Forms in the administration: who edits which, and the views that keep to it."""
