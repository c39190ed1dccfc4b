"""The names of everything the assistant can hear: the label contract, in one place.

A label is the name of a Rasa intent (but for one, see `intent_of`), of its training examples in `data/nlu/` (or phrases and
examples in `data/safety/`), of the rule in `data/rules/` that answers it and of its answer in `content/`.
`tests/test_labels.py` keeps the five together.
"""

from __future__ import annotations

from typing import Final

#: What someone may recognise in themselves, or feel about their place in the stepfamily.
PATTERNS: Final = ("pattern_avoidant", "pattern_anxious", "pattern_disorganised", "pattern_secure")
FEELINGS: Final = ("feeling_outsider", "feeling_insider")

#: Who somebody is in the stepfamily. No label: it is heard beside them (data/language/nuances.yml), or asked.
ROLES: Final = ("bioparent", "stepparent", "both")

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
PRIVACY: Final = ("ask_privacy", "delete_data", "export_data")
SMALL_TALK: Final = ("greet", "thanks", "goodbye", "affirm", "deny", "bot_challenge", "out_of_scope")
#: A message in another language.
NON_DUTCH: Final = "non_dutch"
#: Short messages that mean something only after what was said before.
FOLLOW_UPS: Final = ("more", "next", "back", "repeat", "clarify")
CONVERSATION: Final = (*SMALL_TALK, NON_DUTCH, *FOLLOW_UPS)

#: Labels about a subject one can talk about; the rest is talk about the talk itself.
SUBJECTS: Final = (*PATTERNS, *FEELINGS, *EXPLANATIONS, *STEPS, *TIPS, *BOUNDARY, *CONTACT, *PRIVACY)

#: What danger that is unclear is answered with: a question.
CRISIS_CHECK: Final = "crisis_check"
#: A minor writes: not a word of theirs is kept.
CHILD_USER: Final = "child_user"
#: Danger, in the order in which it is answered when a message speaks of more than one: heard by phrases (data/safety/), and
#: where nobody says it in so many words by what was learned from data/safety/examples/.
SAFETY: Final = ("crisis_suicide", "crisis_child_safety", "crisis_violence", CHILD_USER, CRISIS_CHECK)

#: What the classifier learns from examples, and everything that can be heard.
LEARNED: Final = (*SUBJECTS, *CONVERSATION)
LABELS: Final = (*SAFETY, *LEARNED)

#: Rasa's name for "nothing was heard well enough": the assistant asks back. Learned from messages nobody could understand
#: (data/nlu/unclear.yml), and never a label of the contract.
NOT_SURE: Final = "nlu_fallback"
#: The button that says it is all right again, after danger. Heard in words only then (data/safety/aside.yml).
ALL_RIGHT: Final = "all_right"
#: A button that is no subject: begin an exercise, skip, stop, a role, "dit hielp". Which one stands behind a colon in its
#: payload ("/choice:stop") and never in a typed message.
CHOICE: Final = "choice"
#: Topics are told and never heard as a label: after a button, after "meer", or when a nuance asks for one. They stand in
#: the part `topics` of content/, and their names begin with one of these; what follows `about_` is free.
TOPIC_KINDS: Final = ("about_", "border_", "elsewhere_")
#: The intent of a button that leads to a topic. Which one stands behind a colon in its payload ("/topic:about_partners").
TOPIC: Final = "topic"
#: What a coach is not for: whoever writes about it is guided to people, before anything else is answered. The most urgent
#: comes first, when a message speaks of more than one.
BORDER: Final = (
    "border_psychosis",
    "border_eating",
    "border_addiction",
    "border_trauma",
    "border_grief",
    "border_medication",
    "border_diagnosis",
    "border_ill",
)
#: Questions about something else, for which there is a right kind of address.
ELSEWHERE: Final = ("elsewhere_alimony", "elsewhere_tax", "elsewhere_law", "elsewhere_health", "elsewhere_cooking")
#: Learned beside the labels: the pattern in a message is the partner's, not that of the person who writes.
OF_PARTNER: Final = "of_partner"
#: Learned beside the labels: somebody is in danger, of whatever kind. Hints of several kinds have words in common, and the
#: examples of all of them teach more than those of one. That a child writes is not danger by itself.
DANGER: Final = "danger"

#: Rasa keeps an intent "back" for itself, to undo a turn.
_INTENT_OF: Final = {"back": "go_back"}
_LABEL_OF: Final = {intent: label for label, intent in _INTENT_OF.items()}


def is_topic(name: str) -> bool:
    """Tell whether a name is that of a topic."""
    return name.startswith(TOPIC_KINDS)


def intent_of(label: str) -> str:
    """Return the name of the Rasa intent that a label is; of a topic what stands for it on a button."""
    return f"{TOPIC}:{label}" if is_topic(label) else _INTENT_OF.get(label, label)


def label_of(intent: str) -> str:
    """Return the label that a Rasa intent is; the topic that stands on a button."""
    return _LABEL_OF.get(intent, intent.removeprefix(f"{TOPIC}:"))
