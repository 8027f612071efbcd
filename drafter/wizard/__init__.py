"""`drafter new`: the letter being written, kept as a commented interview file.

form          the file: its blanks, one value changed, always whole on the disk
questions     what is asked (in `questions.toml`), what is open, what an answer says
conversation  asking, showing the letter, changing; each answer is saved at once
"""
