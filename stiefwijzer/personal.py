"""Where personal data may stand in a conversation: the slots that actions fill and the store empties, named once.

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
#: The exercise that is going on, the one that was put aside, the sentence to be asked about, and answers that were kept.
EXERCISE: Final = "exercise"
EXERCISE_ASIDE: Final = "exercise_aside"
TRYING: Final = "trying"
KEPT: Final = "kept"
#: The slots that hold what a person wrote. Of a minor, and after erasing, they are emptied.
WORDS: Final = frozenset({DRAFT, EXERCISE, EXERCISE_ASIDE, TRYING, KEPT})
#: Whether a minor writes; and which answer was said to help, or not.
MINOR: Final = "minor"
FEEDBACK: Final = "feedback"
