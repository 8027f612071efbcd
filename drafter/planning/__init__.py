"""What is to be done after an interview, and when: pure functions of dates.

events    what the person told us happened, and what the employer said last
steps     one thing to do, and the one table of what is read and typed about its kind
check_in  whom to ask and when: the one rule that refuses
plan      all steps of one interview, as of one day
"""
