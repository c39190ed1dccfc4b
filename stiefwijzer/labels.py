"""The names of everything the assistant can hear: the label contract, in one place.

A label is the name of a Rasa intent, of the training examples in `data/nlu/` (or the phrases in `data/safety/`), of the
rule in `data/rules/` that answers it and of its answer in `content/`. `tests/test_labels.py` keeps the five together.
"""

from __future__ import annotations

from typing import Final

#: What someone may recognise in themselves, or feel about their place in the stepfamily.
PATTERNS: Final = ("pattern_avoidant", "pattern_anxious", "pattern_disorganised", "pattern_secure")
FEELINGS: Final = ("feeling_outsider", "feeling_insider")

EXPLANATIONS: Final = (
    "explain_attachment",
    "explain_styles",
    "explain_insider_outsider",
    "explain_stepfamily",
    "explain_earned_security",
)
STEPS: Final = ("ask_steps", "ask_step_1", "ask_step_2", "ask_step_3", "ask_step_4", "ask_step_5")
TIPS: Final = ("ask_tips_bioparent", "ask_tips_stepparent", "ask_tips_family")
BOUNDARY: Final = ("ask_therapy_boundary", "ask_referral")
CONTACT: Final = ("request_intake", "ask_contact_price")
PRIVACY: Final = ("ask_privacy",)
CONVERSATION: Final = ("greet", "thanks", "goodbye", "affirm", "deny", "bot_challenge", "out_of_scope")

#: Labels about a subject one can talk about; the rest is talk about the talk itself.
SUBJECTS: Final = (*PATTERNS, *FEELINGS, *EXPLANATIONS, *STEPS, *TIPS, *BOUNDARY, *CONTACT, *PRIVACY)

#: Danger, in the order in which it is answered when a message speaks of more than one: heard by fixed phrases
#: (data/safety/), never learned.
SAFETY: Final = ("crisis_suicide", "crisis_child_safety", "crisis_violence", "child_user", "crisis_check")

#: What the classifier learns from examples, and everything that can be heard.
LEARNED: Final = (*SUBJECTS, *CONVERSATION)
LABELS: Final = (*SAFETY, *LEARNED)

#: Rasa's name for "nothing was heard well enough": the assistant asks back. Never a label of the contract.
NOT_SURE: Final = "nlu_fallback"
