"""The catalogue in the administration: who may edit what, forms and lists."""
