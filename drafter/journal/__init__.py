"""What was drafted, and what the person said happened: one SQLite file.

`store` is the file and its versions, `journal` asks and changes it; `history` is one
interview in its view, `told` the words of `drafter log`, in and out. `sketches` and
`placements` are for those who compare letters or look into mailboxes.
"""
