"""Printed words become the words that were spoken, each pinned to its characters."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.comparison.wording import numbers, same_name, same_words
from onrecord.comparison.words import words_of
from onrecord.model import Span


def keys(text: str) -> list[str]:
    return words_of(text, [Span(0, len(text))]).keys


def test_contractions_are_spelled_out() -> None:
    assert keys("We’re gonna win; they won't.") == keys("we are going to win: they will not")
    assert keys("They gotta go") == keys("they got to go")


def test_case_accents_spellings_and_numerals_are_levelled() -> None:
    assert keys("The DEFENCE programme of Orbán") == keys("the defense program of Orban")
    assert keys("fourteen of 1,000") == ["14", "of", "1000"]
    assert keys("$5 billion") == keys("five billion dollars")
    assert keys("50%") == keys("50 percent") == keys("fifty per\ncent")
    assert keys("£1.5BN and €5m") == keys("1.5 billion pounds and five million euros")
    assert keys("five colourful kilometres") == keys("5 colorful kilometers")


def test_the_country_is_not_the_pronoun() -> None:
    assert keys("the U.S. told us") == ["the", "u.s", "told", "us"]
    assert keys("the US") == keys("the U.S.")


def test_what_was_not_said_is_an_aside() -> None:
    text = "It was [the bill] a gr- — a great day.  (Laughter.)  Uh, thank you (ph)."
    words = words_of(text, [Span(0, len(text))])
    assert words.keys == ["it", "was", "a", "a", "great", "day", "thank", "you"]
    assert [span.of(text) for _, span in words.asides] == ["[the bill]", "gr-", "(Laughter.)", "Uh", "(ph)"]


def test_a_bracket_inside_a_word_is_the_word() -> None:
    assert keys("[W]e were invit[ed]") == ["we", "were", "invited"]


def test_an_ellipsis_is_seen_between_two_words() -> None:
    for sign in ("…", "...", ". . .", "[…]"):
        text = f"We came {sign} and won"
        words = words_of(text, [Span(0, len(text))])
        assert [words.left_out(i) for i in range(len(words))] == [False, False, True, False]


def test_two_printings_of_one_saying() -> None:
    assert same_words(["counter", "offensive"], ["counteroffensive"])
    assert same_words(["5", "million"], ["5000000"])
    assert same_words(["it", "'s"], ["it", "is"])
    assert not same_words(["war"], ["peace"])
    assert same_name("Kyiv", "Kiev") and not same_name("Drenov", "Zhoral")
    assert numbers(["3", "hundred", "and", "20", "1"]) == (321,)


def test_numbers_that_follow_each_other_are_not_one() -> None:
    assert same_words(["20", "4"], ["24"]) and same_words(["200", "000"], ["200000"])
    assert same_words(["19", "90", "1"], ["1991"]) and same_words(["20", "4", "7"], ["24", "7"])
    assert not same_words(["5", "6"], ["11"]) and not same_words(["5", "6"], ["56"])
    assert not same_words(["20", "4"], ["204"]) and not same_words(["20", "30"], ["50"])


@given(st.text(alphabet=st.sampled_from("aZé’'[](). -…$5,%—\n*Ukn"), max_size=80), st.data())
def test_every_word_lies_in_its_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = words_of(text, [Span(start, end)])
    assert len(words.keys) == len(words.starts) == len(words.ends) == len(words.pieces)
    assert all(start <= s <= e <= end for s, e in zip(words.starts, words.ends, strict=True))
    assert words.starts == sorted(words.starts)
    assert all(words.keys)
    assert all(start <= span.start < span.end <= end for _, span in words.asides)
