"""Personal follow-up after a job interview: one note, one person, never sent."""

__version__ = "0.1.0"
