"""How people misspell names: slips of the fingers, and words left out, shortened or put elsewhere."""

from numpy.random import Generator

from scoring.text.words import fold

KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
LETTERS = "".join(KEYBOARD)
NEAR_BLANK = "cvbnm"
MOST_SLIPS = 3
LONG = 6
"""Letters of a word that people shorten."""


def misspelt(name: str, random: Generator) -> str:
    """The name with one to three slips; some with a word left out, shortened or moved, without accents, in capitals."""
    for change, share in ((_short_of_a_word, 0.15), (_abbreviated, 0.15), (_moved, 0.1)):
        if random.random() < share:
            name = change(name, random)
    for _ in range(random.integers(1, MOST_SLIPS, endpoint=True)):
        name = slipped(name, random)
    if random.random() < 0.3:
        name = fold(name)
    return name.upper() if random.random() < 0.1 else name


def slipped(name: str, random: Generator) -> str:
    """A letter or blank left out, put in, mistaken for its neighbour on the keyboard, or swapped with the next one."""
    place = int(random.integers(max(1, len(name) - 1)))
    before, here, after = name[:place], name[place : place + 1], name[place + 1 :]
    match random.integers(4):
        case 0:
            return before + after
        case 1:
            return before + LETTERS[random.integers(len(LETTERS))] + here + after
        case 2:
            return before + _neighbour(here, random) + after
        case _:
            return before + after[:1] + here + after[1:]


def _neighbour(letter: str, random: Generator) -> str:
    row = next((row for row in KEYBOARD if letter.lower() in row), None)
    if row is None:
        return str(random.choice(list(NEAR_BLANK if letter == " " else LETTERS)))
    return row[max(0, row.index(letter.lower()) + random.choice((-1, 1))) % len(row)]


def _short_of_a_word(name: str, random: Generator) -> str:
    """Without any word but the last, which tells the place: nothing else tells most of these names apart."""
    words = name.split()
    if len(words) > 2:
        del words[random.integers(len(words) - 1)]
    return " ".join(words)


def _abbreviated(name: str, random: Generator) -> str:
    """With the first long word cut short: `Min. de Salud`."""
    words = name.split()
    place = next((place for place, word in enumerate(words) if len(word) > LONG), None)
    if place is not None:
        words[place] = words[place][: random.integers(3, 5)] + "."
    return " ".join(words)


def _moved(name: str, random: Generator) -> str:
    """With its last words first: `Bolivia, Ministerio de Salud`."""
    words = name.split()
    cut = int(random.integers(1, max(2, len(words))))
    return f"{' '.join(words[cut:])}, {' '.join(words[:cut])}" if cut < len(words) else name
