"""A page with everything the assistant says, for whoever edits it: `make preview`.

`places` finds what leads to a text and what it leads to, `page` makes the page of it.
"""
