"""The library's texts, one module a language, so that a translator works in one file."""

from emotions.library.languages.ar import ARABIC
from emotions.library.languages.de import GERMAN
from emotions.library.languages.en import ENGLISH
from emotions.library.languages.es import SPANISH
from emotions.library.languages.fr import FRENCH

BY_CODE = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH, "ar": ARABIC}
