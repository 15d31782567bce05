"""Writes forms.txt: `python -m cv.score.inflection`, after a change of the lexicon.

Forms come from a dictionary of lemmas, and for Ukrainian words from paradigms as well: the
dictionary takes «англійська» for a noun and «англійської» for an adjective, and has no «докер».
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from cv.score import forms
from cv.score.declension import VOWELS, forms_of
from cv.score.spelling import APOSTROPHES, CYRILLIC, fold

SHORTEST_INFLECTED = 4  # "QA" and "job" are compared as they are
WOMAN = "ка"  # менеджер, менеджерка
ENGLISH_ENDINGS = ("s", "es", "d", "ed")  # of words that the dictionary lacks


def main() -> None:
    from cv.score import lexicon  # noqa: PLC0415  it reads the file that is written here

    forms.FILE.write_text("\n".join(lines(lexicon.inflected())) + "\n", encoding="utf-8")


def lines(words: Iterable[str]) -> Iterator[str]:
    """A line for each key: the key and every form of it, for the words that are inflected."""
    found = Words()
    keys = {word: found.key(word) for word in sorted(set(words))}
    all_forms: dict[str, set[str]] = defaultdict(set)
    wanted = set(keys.values())
    for form, lemma in found.dictionary():
        if lemma in wanted and found.lemma(form) == lemma:
            all_forms[lemma].add(form)
    for word, key in keys.items():
        all_forms[key].add(word)
        if CYRILLIC.match(word):
            all_forms[key].update(forms_of(word))
            women = (form for form in forms_of(word + WOMAN) if found.lemma(form) == key)
            all_forms[key].update(women if word[-1] not in VOWELS else ())
        else:
            likely = (word + ending for ending in ENGLISH_ENDINGS)
            all_forms[key].update(one for one in likely if found.lemma(one) == key)
    for key in sorted(all_forms):
        if all_forms[key] != {key}:
            yield " ".join((key, *sorted(all_forms[key])))


class Words:
    def __init__(self) -> None:
        factory = DefaultDictionaryFactory()
        self._strategy = DefaultStrategy(dictionary_factory=factory)
        self._lemmatizer = Lemmatizer(cache_max_size=1, lemmatization_strategy=self._strategy)
        self._dictionaries = [factory.get_dictionary(language) for language in ("en", "uk")]

    def dictionary(self) -> Iterator[tuple[str, str]]:
        for dictionary in self._dictionaries:
            for form, lemma in dictionary.items():
                yield fold(form), fold(lemma)

    def lemma(self, folded: str) -> str:
        """The dictionary form of a folded word, Ukrainian or English by its letters.

        An English word in -ing stays what it is: "accounting" is no form of "account".
        """
        if CYRILLIC.search(folded):
            return fold(self._lemmatizer.lemmatize(APOSTROPHES.sub("'", folded), lang="uk"))
        if len(folded) < SHORTEST_INFLECTED or folded.endswith("ing") or not folded.isalpha():
            return folded
        return self._lemmatizer.lemmatize(folded, lang="en").casefold()

    def key(self, folded: str) -> str:
        """The lemma, or the word itself where its lemma would be a guess; an English guess is good
        enough."""
        if not CYRILLIC.search(folded):
            return self.lemma(folded)
        is_known = self._strategy.is_dictionary_member(APOSTROPHES.sub("'", folded), "uk")
        return self.lemma(folded) if is_known else folded


if __name__ == "__main__":
    main()
