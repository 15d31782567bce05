"""What is true of every CV: a missing term that is added never costs; stuffing does not pay."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cv.score.lexicon import entries
from cv.score.postings import wanted
from tests.cv.score import CVS, PAIRS, POSTINGS, part_of, scored

PLACES = ["skills", "bullet", "new bullet", "text", "heading"]
COMPARED = sorted(POSTINGS.keys() - {"excerpt"})


def coverage(cv, posting):
    return part_of(scored(cv, posting), "coverage").points


def exact(score):
    return sum(part.points for part in score.parts)


@st.composite
def cvs(draw):
    """Lines of one or two CVs, some of them lost, perhaps with lines of the posting."""
    first, second = draw(st.sampled_from(sorted(CVS))), draw(st.sampled_from(sorted(CVS)))
    posting = POSTINGS[draw(st.sampled_from(COMPARED))]
    lines = CVS[first].splitlines() + draw(st.sampled_from([[], CVS[second].splitlines()]))
    kept = draw(st.lists(st.booleans(), min_size=len(lines), max_size=len(lines)))
    mostly = draw(st.booleans())
    lines = [line for line, is_kept in zip(lines, kept, strict=True) if is_kept or mostly]
    pasted = draw(st.lists(st.sampled_from(posting.splitlines()), max_size=4))
    long = draw(st.sampled_from([[], ["word " * 59], ["word " * 70, "- " + "word " * 1200]]))
    return lines + pasted + long, posting


def with_term(lines, where, term, at):
    """The CV with a term more: in the list of skills, in a bullet, as a new bullet, in a line of
    text, or behind the name of a section."""
    headings = [index for index, line in enumerate(lines) if line.startswith("## ")]
    if where == "heading" and headings:
        index = headings[at % len(headings)]
        return [*lines[:index], f"{lines[index]}, {term}", *lines[index + 1 :]]
    if where == "text" and headings:
        index = headings[at % len(headings)] + 1
        return [*lines[:index], "", f"All that was done here with {term} was liked", *lines[index:]]
    bullets = [index for index, line in enumerate(lines) if line.startswith("- ")]
    if where == "skills" or not bullets:
        heading = next((i for i, x in enumerate(lines) if x in ("## Skills", "## Навички")), None)
        if heading is None:
            return [*lines, "## Skills", f"- {term}"]
        return [*lines[: heading + 1], f"- {term}", *lines[heading + 1 :]]
    index = bullets[at % len(bullets)]
    if where == "bullet":
        return [*lines[:index], f"{lines[index]}, {term}", *lines[index + 1 :]]
    return [*lines[: index + 1], f"- {term}", *lines[index + 1 :]]


def added(lines, where, term, at):
    changed = [line.replace(" with it was ", f" with {term} was ") for line in lines]
    return changed if changed != lines else with_term(lines, where, term, at)


@settings(max_examples=300)
@given(cvs(), st.sampled_from(PLACES), st.integers(0, 500), st.data())
def test_a_missing_term_that_is_added_never_costs(cv_and_posting, where, at, data):
    lines, posting = cv_and_posting
    if where == "text":  # a sentence more costs where a CV is too long; the term in it must not
        lines = with_term(lines, where, "it", at)
    before = scored("\n".join(lines), posting)
    if not before.coverage.missing:
        return
    term = data.draw(st.sampled_from(before.coverage.missing))
    spelling = data.draw(st.sampled_from(entries()[term.name].spellings)).removeprefix("!")
    after = scored("\n".join(added(lines, where, spelling, at)), posting)
    assert after.total >= before.total
    assert exact(after) >= exact(before)


@settings(max_examples=60)
@given(st.text(max_size=400), st.sampled_from(COMPARED))
def test_any_text_has_a_score(text, name):
    for posting in ("", POSTINGS[name], text):
        found = scored(text, posting)
        assert 0 <= found.total <= 100
        assert found == scored(text, posting)


def all_terms(posting):
    return ", ".join(term.name for term in wanted(posting))


def test_stuffing_the_list_of_skills_does_not_beat_honest_work():
    stuffed = CVS["designer"].replace("## Skills\n", f"## Skills\n\n- {all_terms(POSTINGS['sre'])}")
    assert coverage(stuffed, POSTINGS["sre"]) < coverage(CVS["sre"], POSTINGS["sre"])
    assert coverage(stuffed, POSTINGS["sre"]) <= 24


def test_repeating_a_term_changes_nothing():
    once = f"{CVS['designer']}\n- Terraform"
    often = once + ", Terraform" * 40 + "\n- Terraform" * 10
    assert coverage(often, POSTINGS["sre"]) == coverage(once, POSTINGS["sre"])


def test_pasting_the_posting_earns_next_to_nothing():
    for name in PAIRS:
        other = "nurse" if name == "backend" else "backend"
        pasted = "\n".join(line for line in POSTINGS[name].splitlines() if line[:2] == "- ")
        cheated = coverage(f"{CVS[other]}\n{pasted}", POSTINGS[name])
        assert cheated < 0.8 * coverage(CVS[name], POSTINGS[name]), name


def test_a_sentence_copied_from_the_posting_shows_nothing():
    sentence = "A record of running Terraform for large and lively teams of good people"
    posting = f"{POSTINGS['sre']}\nRequirements\n- {sentence}"
    copied, own = CVS["designer"] + f"\n- {sentence}", CVS["designer"] + "\n- Terraform, mine"
    assert coverage(copied, posting) == coverage(CVS["designer"], posting)
    assert coverage(own, posting) > coverage(copied, posting)


def test_one_sentence_can_not_show_everything():
    terms = all_terms(POSTINGS["sre"])
    crammed = CVS["designer"].replace("- Led 35", f"- Worked for four years with {terms}\n- Led 35")
    assert coverage(crammed, POSTINGS["sre"]) < coverage(CVS["sre"], POSTINGS["sre"]) * 0.85


def test_showing_counts_more_than_listing():
    listed = f"{CVS['designer']}\n## Skills\n- Terraform"
    shown = CVS["designer"].replace("- Led 35", "- Described three regions in Terraform\n- Led 35")
    assert coverage(shown, POSTINGS["sre"]) > coverage(listed, POSTINGS["sre"])
    assert coverage(listed, POSTINGS["sre"]) > coverage(CVS["designer"], POSTINGS["sre"])


def test_a_higher_level_of_a_language_answers_a_lower_one():
    better = CVS["backend"].replace("Upper-Intermediate", "C1")
    another = CVS["backend"].replace(
        "English: Upper-Intermediate", "English: A2\n- Czech: A2\n- Polish: C1"
    )
    worse = CVS["backend"].replace("Upper-Intermediate", "B1")
    assert coverage(better, POSTINGS["backend"]) == coverage(CVS["backend"], POSTINGS["backend"])
    assert coverage(worse, POSTINGS["backend"]) < coverage(CVS["backend"], POSTINGS["backend"])
    assert coverage(another, POSTINGS["backend"]) == coverage(worse, POSTINGS["backend"])
