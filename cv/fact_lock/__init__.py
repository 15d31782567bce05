"""Fact lock: which pieces of a proposed text can't be traced to the user's own words.

    unproven(proposal, [cv_markdown, answers]) -> [Unproven("30 %", "number", reason, 17, 21)]

Plain values in, plain values out. What counts as traced is decided piece by piece: figures and
dates by what they mean, names and tools word by word in any grammatical form, titles, degrees and
large words ("award-winning") by groups that say the same (data/claims.txt).
"""

from cv.fact_lock.lock import Unproven, unproven

__all__ = ["Unproven", "unproven"]
