"""The one way out: cleared and encoded drafts into a folder."""
