"""Telegram: the same assistant, in the messenger.

An update travels one way: webhook or polling -> `updates` (what it is) -> `inbox` (kept until answered) -> `worker` (in
order in a chat, side by side between chats) -> `answering` -> `presenting` (HTML, keyboards) -> `sending` (within limits).
`api` is the one seam to the Bot API; `channel` puts the parts together.
"""
