"""What places and countries are called, and which of the names are worth keeping."""

import re
import unicodedata

from babel import Locale

LANGUAGES = ("en", "es")


def country_names(country):
    return [Locale(language).territories.get(country, country) for language in LANGUAGES]


def names_of(place):
    return [place["name"], place["name"].removesuffix(" City"), *place["others"]]


def other_names(place):
    """Those of the other names that would find the place where its own name does not."""
    saints = [re.sub(r"^St\.? ", "Saint ", place["name"]), re.sub(r"^Saint ", "St. ", place["name"])]
    known, others = {folded(place["name"])}, []
    for name in map(clean, [*place["others"], *saints]):
        if folded(name) not in known:
            known.add(folded(name))
            others.append(name)
    return others


def folded(name):
    """Close to what src/fold.rs does, and only used to drop names that differ in accents alone."""
    decomposed = unicodedata.normalize("NFD", name.lower())
    return "".join(letter for letter in decomposed if letter.isalnum())


def is_latin(name):
    return all(not letter.isalpha() or unicodedata.name(letter, "").startswith("LATIN") for letter in name)


def clean(text):
    return re.sub(r"[\s|\x00-\x1f]+", " ", text).strip()
