"""People own their data: how long it is kept, getting it, and having it erased."""
