"""Tests of clock."""
