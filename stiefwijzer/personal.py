"""Where personal data may stand in a conversation while a request is being made: one slot, named here.

Actions fill it, the store takes what was in it out of the conversation as soon as it is empty again.
"""

from __future__ import annotations

from typing import Final

#: The slot that holds an unfinished request: `stiefwijzer.intake.draft.Draft.as_dict`.
DRAFT: Final = "intake"
#: The fields of it whose values are looked for in everything else that is kept of the conversation.
IDENTIFYING: Final = ("first_name", "email", "phone", "moments", "question")
#: The form that asks for them.
FORM: Final = "intake_form"
#: Set when somebody had everything erased: nothing of the conversation before is kept.
ERASED: Final = "erased"
