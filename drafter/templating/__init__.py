"""Templates: what is in them, how they choose, where they are.

context       the interview's fields as a template sees them
plain         the engine of the packaged set, and of most of what people write
jinja_engine  the engine of the rest, in a sandbox
walk, ledger  one note's choices, and what an interview has given away
markup        rendered text -> plain words and HTML
library       which file serves which draft
seating       who writes first; `capacity` how many people a template serves
"""
