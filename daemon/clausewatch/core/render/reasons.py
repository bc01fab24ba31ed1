"""What the reasons of a grade mean, for people who read one for the first time."""

from __future__ import annotations

from typing import Final

from clausewatch.core.model import Reason

MEANINGS: Final = {
    Reason.POLARITY: "what was promised is denied now, or the other way round",
    Reason.MODALITY: "what must be or will be only may be now, or the other way round",
    Reason.CONSENT: "whether you are asked before something happens",
    Reason.OPT: "whether you can opt in or out, or must",
    Reason.QUALIFIER: "a word that widens or narrows it: any, only, generally",
    Reason.EXCEPTION_ADDED: "an exception was added",
    Reason.EXCEPTION_REMOVED: "an exception went",
    Reason.NUMBER: "a number is another",
    Reason.AMOUNT: "an amount of money is another",
    Reason.RETENTION: "how long something is kept",
    Reason.DEADLINE_REMOVED: "a time limit went",
    Reason.PARTY: "who it is about, or who else is named",
    Reason.JURISDICTION: "which country, law or court",
    Reason.LIABILITY: "who answers for damage, and how far",
    Reason.ARBITRATION: "whether disputes go to court",
    Reason.PURPOSE: "what for",
    Reason.REMOVED: "a clause is gone",
    Reason.SENTENCE_REMOVED: "a sentence is gone",
    Reason.INSERTED: "a sentence is new",
    Reason.STRUCTURE: "a heading, or how the text is divided",
    Reason.ORDER: "it stands in another order or at another place",
    Reason.WORDING: "other words",
    Reason.CROSS_REFERENCE: "a reference to another section",
    Reason.SPELLING: "a word is spelled otherwise",
    Reason.PUNCTUATION: "commas, quotes, dashes",
    Reason.CASE: "capital and small letters",
    Reason.NUMBER_FORMAT: "how a number is written",
    Reason.DATE: "the date that the page prints about itself",
    Reason.LINK: "where a link leads",
    Reason.SILENT_EDIT: "the text changed, the date that the page prints did not",
    Reason.RETURNED: "a former text is back",
}
