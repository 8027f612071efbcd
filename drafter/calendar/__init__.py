"""Days: which are worked on, and which one people mean by what they say.

business_days   weekends and holidays, counting
holiday_cache   where they come from: a library, asked once a country and year
timeline        "by Friday week" -> a date, or a question
"""
