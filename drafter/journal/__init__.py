"""What was drafted, and what the person said happened: one SQLite file.

store     the file and its versions
journal   asks and changes it
history   one interview in its view, found again when its date or an id was mended
told      the words of `drafter log` -> events
run       what a drafting run leaves: drafts, sketches for the guard, copies in accounts
"""
