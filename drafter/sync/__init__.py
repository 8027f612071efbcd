"""What went to and fro since an interview, as the headers in a mailbox tell it.

    mail   one mail by its header, and whether a person wrote it; read, never touched
    found  which of our drafts went out, and who wrote back

A mail is taken for a draft of ours on certain evidence only: a wrong memory would
freeze a draft that never went out. Whatever else may have been meant is shown beside
the command that would log it.
"""
