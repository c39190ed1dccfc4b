"""One database: the log of conversations, requests and their mails, updates of Telegram, and what is only counted."""
