"""Files the person wrote -> `Interview` and `Config`, or every mistake at its place.

located         YAML that remembers lines; every scalar is text
fields          the one table of fields, their shapes and what they ask
interview_file  the interview; `config` the settings; `schema` for editors
lint            what would read badly in a sentence
"""
