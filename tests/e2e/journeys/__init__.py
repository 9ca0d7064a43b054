"""Journeys of citizens, officers, editors, administrators and other systems."""
