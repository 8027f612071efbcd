"""What is to be done after an interview, and when: pure functions of dates.

events      what the person told us happened
steps       the thank-you, the card, the note, the promise, the check-in
statements  what the employer said, the newest that counts
check_in    the one rule that refuses: not before the day, not twice
plan        all steps of one interview, as of one day
"""
