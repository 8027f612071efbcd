"""`drafter new`: the letter being written, kept as a commented interview file.

quoting       any answer as YAML that reads back as it was typed
form          the file before the first answer: every field a marked blank
blanks        where the blanks of a file are, and how one value is changed
heard         what one answer says: often more than was asked
questions     what is asked, in the order of the letter, and what is still open
answers       whether an answer is good, by the same readers as the file
conversation  asking, showing the letter, changing; each answer is saved at once
so_far        the file up to one person, for the letter on the screen
whose         whose field is still blank
sheet         the file on the disk, always whole
"""
