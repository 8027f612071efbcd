"""Files the person wrote -> `Interview` and `Config`, or every mistake at its place.

located         YAML that remembers lines, and says where YAML itself gives up
records         a mapping read by the one table of `fields`
interview_file  the interview and its `people`; `config` the settings
facts           a person's notes as facts that may be told
frames          how each field stands in its sentence, with `speech` and `pronouns`
slips           what was typed wrong, with `grammar`, and how it is written
lexicon         the words and expressions of `lists/` that all of this knows
"""
