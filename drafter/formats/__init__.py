"""Cleared drafts -> bytes: one module a format.

Nothing here decides what may be written: every public encoder takes `guard.Cleared`.
"""
