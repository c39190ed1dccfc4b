"""How the database came to its shape; `stiefwijzer.storage.schema` says how to add to it."""
