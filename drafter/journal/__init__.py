"""What was drafted, and what the person said happened: one SQLite file.

`store` is the file and its versions, `journal` asks and changes it; `history` is one
interview in its view, `told` the words of `drafter log`; `corrected` finds it
again when its date or an id was mended. `sketches` and `placements` are for those who
compare letters or look into mailboxes, `run` is what a drafting run leaves behind.
"""
