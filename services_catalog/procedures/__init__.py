"""Procedures: identity, versions, case types, papers, fees."""
