"""Measure: questions with evidence, metrics, runners and reports."""
