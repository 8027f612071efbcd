"""What was drafted, and what the person said happened: one SQLite file.

- `database`: the file, its schema and migrations, what can be wrong with it
- `sketches`: the likeness half, hashes of notes in, candidates out
- `recollection`: what each draft was made of
- `history`, `chronicle`: what was drafted and what happened since, in one view
- `told`, `sentences`: the words of `drafter log`, in and out
- `journal`: all of it behind one door, for the commands
"""
