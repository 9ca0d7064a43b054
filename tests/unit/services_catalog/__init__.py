"""The room `services_catalog`, rule by rule."""
