"""Part of step 5, sample: choose sizes that break coincidences, and index tuples where there are too many.

What holds only for m = n + 1, for n below 6 or for square matrices is false; so sizes are equal, next to each
other, far apart in either order, and 1.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, islice, product

LARGE = (7, 6, 5, 4, 3)  # the largest that the work permits is taken where sizes are far apart
TUPLES = 40  # of indices, at most, at one point
TRIES = 100

PATTERNS = ("consecutive", "equal", "far", "far reversed", "spread")


class SizesError(Exception):
    """No sizes fit what is declared."""


def choose_sizes(
    letters: Sequence[str],
    pattern: str,
    smallest: int,
    fits: Callable[[dict[str, int]], bool],
    rng: random.Random,
    large: int = LARGE[0],
) -> dict[str, int]:
    """Return a size for each letter.

    Args:
        letters: Those that are to have one.
        pattern: One of PATTERNS.
        smallest: The smallest size.
        fits: Whether sizes are possible: a matrix with orthonormal columns has no more columns than rows.
        rng: Source of random numbers.
        large: The larger size of those far apart, and the largest of those that are spread.

    Raises:
        SizesError: If none that fit were found.
    """
    for attempt in range(TRIES):
        if pattern == "consecutive" or attempt > TRIES // 2:
            found = rng.sample(range(smallest, smallest + len(letters) + 2 * (attempt > 0)), len(letters))
        elif pattern == "spread":
            found = rng.sample(range(smallest, max(large, smallest + len(letters)) + 1), len(letters))
        elif pattern == "equal":
            found = [rng.randint(smallest, smallest + 2)] * len(letters)
        else:
            big = (large, max(large - 1, smallest))
            found = [rng.choice(big) if (k % 2 == 0) == (pattern == "far") else smallest for k, _ in enumerate(letters)]
        sizes = dict(zip(letters, found, strict=True))
        if fits(sizes):
            return sizes
    raise SizesError("no sizes were found that fit the shapes of what is declared")


def index_tuples(ranges: Sequence[range], seed: str) -> Iterator[tuple[int, ...]]:
    """Yield tuples of indices: all of them if they are few, else a sample and then the rest.

    The sample, of TUPLES tuples, has for each two indices of equal range one in which they agree. Whoever
    needs no more stops after it.
    """
    total = 1
    for values in ranges:
        total *= len(values)
    if total <= TUPLES:
        yield from product(*ranges)
        return
    rng = random.Random(f"{seed}/indices")
    sample: dict[tuple[int, ...], None] = {}

    def add(groups: Sequence[tuple[int, ...]]) -> None:
        found = [rng.choice(values) for values in ranges]
        for group in groups:
            for k in group[1:]:
                if found[group[0]] in ranges[k]:
                    found[k] = found[group[0]]
        sample[tuple(found)] = None

    places = range(len(ranges))
    add([tuple(places)])
    for pair in combinations(places, 2):
        add([pair])
        rest = tuple(k for k in places if k not in pair)
        add([pair, rest])
    for _ in range(4 * TUPLES):
        if len(sample) >= TUPLES:
            break
        add([])
    yield from islice(sample, TUPLES)
    yield from (values for values in product(*ranges) if values not in sample)
