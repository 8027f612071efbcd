"""Which mail account a draft goes to, how to reach it, and where its secret lies.

Nothing here talks to a mail server; a secret is only ever inside a `Secret`.
"""
