"""The user's own IMAP server: one session, the Drafts folder, and nothing else.

    connection connecting and signing in, with a limit to every wait
    session    the few IMAP commands drafter uses, and a header as read
    failures   what a server, a network or a certificate objects to, in one line
    look       which folder is Drafts, Trash, Sent; what lies there
    decide     what becomes of each draft, before anything is done; which copies may go
    saving     the destination: append, read back, retire; again where a link breaks
    recognise  the drafts as they are now, for `drafter check`

There is no EXPUNGE without UIDs here, no CLOSE, and no command that sends.
"""
