"""How long a score takes, in time of the processor: python -m tests.cv.score.speed"""

import statistics
import time

from tests.cv.score import CVS, POSTINGS, scored

ROUNDS = 20


def main():
    cold = {}
    for name, cv, posting in (("English", "backend", "backend"), ("Ukrainian", "nurse", "nurse")):
        begin = time.process_time()
        scored(CVS[cv], POSTINGS[posting])
        cold[name] = 1000 * (time.process_time() - begin)
    times = []
    for _ in range(ROUNDS):
        for cv in CVS.values():
            for posting in POSTINGS.values():
                begin = time.process_time()
                scored(cv, posting)
                times.append(1000 * (time.process_time() - begin))
    print(f"{len(CVS)} CVs × {len(POSTINGS)} postings, {ROUNDS} rounds")
    print(f"median {statistics.median(times):.1f} ms, slowest {max(times):.1f} ms")
    for name, took in cold.items():
        print(f"the first {name} one of a process {took:.0f} ms")


if __name__ == "__main__":
    main()
