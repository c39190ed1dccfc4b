"""The base of every error that is told to a person instead of traced back."""


class UserError(Exception):
    """Something the person at the keyboard can mend; the message says in plain words what, and how."""
