"""What went to and fro since an interview, as the headers in a mailbox tell it.

Looking changes nothing, and a mail is taken for a draft of ours on certain evidence
only: a wrong memory would freeze a draft that never went out. Whatever else may have
been meant is shown beside the command that would log it.
"""
