"""Ratios against baselines measured in the same run; no timed tests.

`make bench` runs them all; `python -m tests.benchmarks NAME …` runs some.
"""
