"""`drafter new`: from questions to a commented interview file, one answer at a time.

quoting       any answer as YAML that reads back as it was typed
form          the file before the first answer: every field a marked blank
blanks        where the blanks of a file are, and how one is filled in
choices       one of a few words: by number, by word, or as people say it
whose         what a path of the file means: which field, and of whom
answers       whether an answer is good, by the same readers as the file
conversation  asking, in the order a person remembers; each answer is saved at once
"""
