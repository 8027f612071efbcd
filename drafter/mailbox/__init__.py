"""The user's own IMAP server: one session, the Drafts folder, and nothing else.

    session       connecting and signing in
    commands      the few IMAP commands drafter uses; `answers` reads what comes back
    failures      what a server, a network or a certificate objects to, in one line
    folders       which folder is Drafts, Trash, Sent
    look          what lies in the Drafts folder, and which of it is provably ours
    decide        what becomes of each draft; pure
    plans         a step for every draft, before anything is done
    saving        one run: plan, append, read back, retire
    drafts_folder the destination: a run, tried twice where a connection breaks
    standing      the drafts as they are now, for `drafter check`

There is no EXPUNGE without UIDs here, no CLOSE, and no command that sends.
"""
