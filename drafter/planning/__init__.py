"""What is to be done after an interview, and when: pure functions of dates.

steps   what happened, one thing to do, and the one table of what is said of its kind
plan    all steps of one interview, as of one day; whether one may ask, and whom
"""
