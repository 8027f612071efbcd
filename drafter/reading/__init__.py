"""Files the person wrote -> `Interview` and `Config`, or every mistake at its place.

located         YAML that remembers lines; every scalar is text
fields          the one table of fields, their shapes and what they ask
interview_file  the interview; `config` the settings; `schema` for editors
facts           a person's notes as facts that may be told: in `frames` (how each field
                stands in its sentence), said to the `reader`, without bad `news`
lint            what was mended, left out, or reads badly
"""
