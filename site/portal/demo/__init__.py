"""The demo: Thừa Thiên Huế with three tiers, written and invented for showing."""
