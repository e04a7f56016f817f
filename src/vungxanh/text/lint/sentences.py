"""What each finding says, and what to do: one English sentence a code, which the desk renders by gettext.

This room does not know gettext; the marker below is how `make messages` finds the sentences.
"""

from collections.abc import Mapping

from .finding import Code


def gettext_noop(sentence: str) -> str:
    """`sentence` as it is, marked for the translators."""
    return sentence


SENTENCES: Mapping[Code, str] = {
    Code.AS_OF_MISSING: gettext_noop(
        "The text does not say of which day it speaks. Add the day and hour of the figures."
    ),
    Code.HOUR_MISSING: gettext_noop("The figures have a day but no hour. Add the hour up to which they were counted."),
    Code.ISSUER_MISSING: gettext_noop("The text does not say who issues it. Name the body that speaks."),
    Code.PLACE_MISSING: gettext_noop("The text does not say about which place it speaks. Name it."),
    Code.NO_ACTION: gettext_noop("The reader is not told what to do. Ask for one thing that everybody can do today."),
    Code.MANY_ACTIONS: gettext_noop(
        "The text asks for %(actions)s things; few people keep more than %(most)s. Choose the most important."
    ),
    Code.HOTLINE_MISSING: gettext_noop("The text does not say whom to ask. Add the hotline."),
    Code.SOURCE_MISSING: gettext_noop("The figures have no source. Add the number of the release."),
    Code.UNKNOWNS_UNSAID: gettext_noop(
        "The level is high, and the text does not say what is not known yet. Say it, and when more will be known."
    ),
    Code.DEATHS_REPLACED: gettext_noop(
        "Good figures are told beside the new cases, but the deaths are not. Good figures may be added, never"
        " put in place of the deaths."
    ),
    Code.DEATHS_LEFT_OUT: gettext_noop(
        "New cases are told, but not the deaths. Add them, or say that there were none."
    ),
    Code.TYPED_FIGURE: gettext_noop(
        "The number “%(number)s” was typed by hand. Use the field of the release, so that a correction "
        "changes it everywhere."
    ),
    Code.FIGURE_DIFFERS: gettext_noop(
        "The number “%(number)s” was typed by hand, and the release says %(released)s for “%(label)s”. Use "
        "the field, or say what else it counts."
    ),
    Code.TYPED_FIELD: gettext_noop(
        "“%(typed)s” was typed by hand. Use the field {%(field)s}, so that it changes everywhere at once."
    ),
    Code.LEVEL_TYPED: gettext_noop(
        "The level “%(typed)s” was typed by hand. Use the field, which says “%(declared)s”."
    ),
    Code.LEVEL_OTHER: gettext_noop(
        "The text says “%(typed)s”; the level declared is “%(declared)s”. Check that both are meant."
    ),
    Code.LEVEL_MISSPELT: gettext_noop("“%(typed)s” is misspelt: write “%(right)s”."),
    Code.CASE_NUMBER: gettext_noop("“%(typed)s” points at one patient. Leave the patient's number out."),
    Code.CASE_NAME: gettext_noop("“%(typed)s” may name a person who is ill. Leave names out."),
    Code.CASE_PORTRAIT: gettext_noop(
        "“%(typed)s”, with what stands beside it, lets people find out who is ill. Leave age, sex and address out."
    ),
    Code.CASE_WORKPLACE: gettext_noop(
        "“%(typed)s” tells where a person who is ill works or learns. Name a place only when others must act,"
        " and without the person."
    ),
    Code.PRIVATE_PHONE: gettext_noop(
        "“%(typed)s” is a phone number that is not among the hotlines. Leave private numbers out."
    ),
    Code.UNLISTED_HOTLINE: gettext_noop("“%(typed)s” is not among the hotlines. Check the number."),
    Code.IDENTITY_NUMBER: gettext_noop("“%(typed)s” looks like the number of somebody's papers. Leave it out."),
    Code.HOUSE_NUMBER: gettext_noop("“%(typed)s” leads to one home. Name the hamlet or the commune at most."),
    Code.STIGMA: gettext_noop("“%(typed)s” blames or shames people. Better: %(instead)s."),
    Code.PROMISE: gettext_noop("“%(typed)s” promises more than anybody can keep. Say what is known and how well."),
    Code.FEAR: gettext_noop("“%(typed)s” frightens more than it helps. Say what can be done."),
    Code.UNPROVEN_CURE: gettext_noop(
        "The text says that “%(thing)s” cures or prevents. Leave it out unless the Ministry of Health recommends it."
    ),
    Code.ABBREVIATION: gettext_noop("“%(short)s” is not opened. Write “%(opened)s (%(short)s)” where it first stands."),
    Code.UNKNOWN_ABBREVIATION: gettext_noop(
        "“%(short)s” is an abbreviation that the glossary does not know. Write it out."
    ),
    Code.SENTENCE_LONG: gettext_noop(
        "The sentence has %(syllables)s syllables; the ear follows %(most)s. Cut it in two."
    ),
    Code.KEY_MESSAGE_LONG: gettext_noop(
        "What the reader should do takes %(syllables)s syllables; nine seconds hold %(most)s. Say it shorter."
    ),
    Code.READ_ALOUD_LONG: gettext_noop(
        "Read aloud, the text takes %(seconds)s seconds; a loudspeaker is listened to for %(most)s. Shorten it."
    ),
    Code.OFFICIALESE: gettext_noop("“%(typed)s” is a word of the office. Plainer: “%(plainer)s”."),
    Code.SMS_PARTS: gettext_noop(
        "The message takes %(parts)s SMS parts (%(letters)s letters, %(alphabet)s). Keep it within %(most)s."
    ),
    Code.SMS_COST: gettext_noop(
        "The message takes %(parts)s SMS parts (%(letters)s letters, %(alphabet)s) and costs %(cost)s dong a "
        "recipient. Keep it within %(most)s."
    ),
    Code.SMS_TOO_LONG: gettext_noop("The text of %(letters)s letters cannot be sent as an SMS. Shorten it."),
    Code.SMS_STRAY: gettext_noop(
        "The letter “%(letter)s” makes the whole SMS dearer: a part then holds 67 letters instead of 153. "
        "Write it plainly."
    ),
    Code.SMS_FIELD_STRAY: gettext_noop(
        "The field {%(field)s} says “%(written)s”, whose letters make the whole SMS dearer."
    ),
    Code.SHORT_PLACE_MISSING: gettext_noop(
        "The short text does not say about which place it speaks; it is read without the long one. Name it."
    ),
    Code.SHORT_DAY_MISSING: gettext_noop(
        "The short text does not say of which day it speaks; it may be read tomorrow. Add the day."
    ),
    Code.SHOUTING: gettext_noop("So many capitals look like shouting and are hard to read. Write them small."),
    Code.MANY_MARKS: gettext_noop("One mark is enough instead of “%(typed)s”."),
    Code.SHORTENED_LINK: gettext_noop("“%(typed)s” hides where it leads, as fraud does. Give the full address."),
    Code.NOT_NFC: gettext_noop(
        "Some letters are written in pieces (not NFC): searching and SMS would go wrong. Join them."
    ),
    Code.HIDDEN_LETTER: gettext_noop("There is a letter here that nobody sees (%(letter)s). Take it out."),
    Code.BROKEN_LETTER: gettext_noop("A letter was lost here (%(letter)s). Type it again."),
    Code.MIXED_SCRIPTS: gettext_noop(
        "“%(typed)s” holds a letter of another script (%(letter)s) that only looks right. Type the word again."
    ),
    Code.LEGACY_FONT: gettext_noop(
        "The text seems to be typed in the old %(spelling)s font (“%(raw)s” for “%(read)s”). Convert it to Unicode."
    ),
    Code.BLANKS: gettext_noop("There are blanks too many here."),
    Code.RELATIVE_DAY: gettext_noop("“%(typed)s” will be wrong tomorrow, and the text stays up longer. Name the day."),
    Code.FIELD_UNKNOWN: gettext_noop("There is no field {%(field)s}. Choose one of the list."),
    Code.FIELD_GAP: gettext_noop(
        "Nobody has recorded what {%(field)s} stands for. Record it, or take the sentence out."
    ),
    Code.BRACE_ALONE: gettext_noop(
        "A single “%(typed)s” stands here: a field is broken. Write the name whole between both braces, or take the "
        "brace out."
    ),
    Code.PLACEHOLDER: gettext_noop("“%(typed)s” was left to be filled in. Fill it in, or take it out."),
    Code.LANGUAGE_MISSING: gettext_noop(
        "People of the area need the language “%(language)s”, and the message does not have it."
    ),
    Code.FIGURE_LEFT_OUT: gettext_noop("The source tells the figure {%(field)s}; this text leaves it out. Add it."),
    Code.FIELD_LEFT_OUT: gettext_noop("The source uses the field {%(field)s}; this text leaves it out."),
    Code.FIELD_ADDED: gettext_noop("This text uses the field {%(field)s}, which the source does not."),
}
