"""Benchmarks of minent; see README.md."""
