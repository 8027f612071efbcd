"""The morning view: every interview, and what to do about it today.

- `files`: which files of a folder are interviews
- `summary`: the few facts of an interview that its plan needs, as JSON and back
- `index`: summaries of files that did not change, kept from run to run
- `rows`: one thing to do, with the command to type
- `follow`: the plans of all interviews, most urgent first
"""
