"""The morning view: what is open in all interviews, and what to type next.

index   which files are interviews, and what each says, parsed only when it changed
follow  one interview and its journal -> rows; all rows by urgency
"""
