"""How right is what is read out of minutes, measured against hand-made truth?

    python tests/quality/extraction_scores.py                documents that rules may be made by, one by one
    python tests/quality/extraction_scores.py --held-out     means over the others; look when a round of work is over
    python tests/quality/extraction_scores.py --write-floors raise the floors to what is measured now

Floors are lowered only with PROTOKOLLSOK_LOWER_FLOORS=1 in the environment.
"""

import argparse
import hashlib
import importlib.util
import json
import os
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from statistics import mean

from indexer.contract import protokoll_to_json
from indexer.parse import parse_file

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests/gold"
SHARED = ROOT.parent / "shared"
FLOORS = Path(__file__).with_name("floors.json")
OVERLAY = GOLD / "overlay.json"
GROUPS = ("own, open", "own, held out", "real, open", "real, held out", "shared", "goteborg")
"""The hand-made truth of this project in four parts, that which stands beside the checkout, and a city's own data."""


def needs_shared(group):
    return group not in ("own, open", "own, held out")


def measure(group):
    """Scores of each document of a group: {name: {measure: 0..1}}."""
    if group == "goteborg":
        return _goteborg()
    if group == "shared":
        return _shared()
    kind, _, part = group.partition(", ")
    base = GOLD / "own" if kind == "own" else SHARED
    return {
        name: score(gold, parse(base / gold["file"]))
        for name, gold in _gold(GOLD / kind)
        if bool(gold.get("held_out")) == (part == "held out")
    }


def means(scores):
    """Mean of each measure over the documents that have it."""
    values = defaultdict(list)
    for of_document in scores.values():
        for name, value in of_document.items():
            values[name].append(value)
    return {name: round(mean(found), 4) for name, found in sorted(values.items())}


def digest(group):
    """Digest of the truth of a group: floors hold for this truth only."""
    kind = group.partition(",")[0]
    if kind == "goteborg":
        files = sorted((SHARED / "minutes/goteborg/json").glob("*.json"))
    elif kind == "shared":
        files = [*sorted((SHARED / "gold").glob("*.json")), OVERLAY]
    else:
        files = [path for path in sorted((GOLD / kind).rglob("*")) if path.is_file()]
    total = hashlib.sha256()
    for path in files:
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def parse(path):
    return [protokoll_to_json(p) for p in parse_file(path)]


def score(gold, found):
    """Score the protokoll of one file; of several, the one whose date and body are right."""
    got = max(found, key=lambda p: (p["date"] == gold["date"]) + _organ_right(gold, p))
    want, have = gold["paragraphs"], [p for p in got["paragrafer"] if p["kind"] == "paragraf"]
    pairs = _pairs(want, have)
    scores = {
        "organ": float(_organ_right(gold, got)),
        "date": float(got["date"] == gold["date"]),
        "paragraf_recall": len(pairs) / len(want),
        "paragraf_precision": len(pairs) / max(len(have), 1),
        "diarienummer": sum(_set(w["dnr"]) == _set(h["diarienummer"]) for w, h in pairs) / len(want),
    }
    if gold.get("huvudman"):
        scores["huvudman"] = float(_same(got["huvudman"], gold["huvudman"], 0.8))
    return scores


def _organ_right(gold, got):
    """The body is named; truth that writes the huvudman before it ("X, styrelsen") wants both to be right."""
    names = [got["organ"], f"{got['huvudman']} {got['organ']}"]
    return any(_same(name, gold["organ"], 0.8) for name in names)


def _pairs(want, have):
    left, pairs = list(have), []
    for w in want:
        hit = next((h for h in left if _same_item(w, h)), None)
        if hit:
            pairs.append((w, hit))
            left.remove(hit)
    return pairs


def _same_item(want, have):
    same_number = _number(want["nr"]) == _number(have["number"])
    return same_number and (want["title"] is None or _same(have["title"], want["title"], 0.7))


def _number(text):
    return re.sub(r"[^0-9.]", "", text or "").strip(".")


def _set(numbers):
    return {" ".join(number.split()).casefold() for number in numbers or ()}


def _same(a, b, least):
    """F1 over the words of two texts is at least `least`; forms of one word count as the same."""
    left, right = (re.findall(r"\w+", (text or "").casefold()) for text in (a, b))
    if not left or not right:
        return left == right
    rest, common = list(right), 0
    for word in left:
        hit = next((other for other in rest if _same_word(word, other)), None)
        if hit:
            rest.remove(hit)
            common += 1
    return 2 * common / (len(left) + len(right)) >= least


def _same_word(a, b):
    long = min(len(a), len(b)) > 3
    return a == b or (long and (a.startswith(b) or b.startswith(a)) and abs(len(a) - len(b)) <= 2)


def _gold(folder):
    for path in sorted(folder.glob("*.json")):
        yield path.stem, json.loads(path.read_text("utf-8"))


def _shared():
    """The truth beside the checkout, corrected by the overlay, scored by the scorer that stands with it."""
    tool = _tool(SHARED / "tools/score_extraction.py")
    overlay = json.loads(OVERLAY.read_text("utf-8"))["documents"]
    scores = {}
    for name, gold in _gold(SHARED / "gold"):
        corrected = with_overlay(gold, overlay.get(name, {}))
        scores[name] = tool.score(corrected, parse(SHARED / gold["file"]))[0]
    return scores


def with_overlay(gold, changes):
    """The truth with the fields that the overlay states, people by their place in the list."""
    corrected = gold | {field: value for field, value in changes.items() if field != "participants"}
    people = [person | changes.get("participants", {}).get(str(i), {}) for i, person in enumerate(gold["participants"])]
    return corrected | {"participants": people}


def _tool(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _goteborg():
    """A city's own data about its minutes: numbers and case numbers, without the text."""
    folder = SHARED / "minutes/goteborg"
    scores = {}
    for path in sorted((folder / "json").glob("*.json")):
        want = json.loads(path.read_text("utf-8"))["paragrafer"]
        have = [p for meeting in parse(folder / "txt" / f"{path.stem}.txt") for p in meeting["paragrafer"]]
        numbers = Counter(w["paragrafNr"] for w in want), Counter(h["number"] for h in have)
        both = (numbers[0] & numbers[1]).total()
        by_number = {h["number"]: _set(h["diarienummer"]) for h in have}
        cases = [(w["paragrafNr"], w["ärendeNr"]) for w in want if w.get("ärendeNr")]
        right = sum(_set([case]) <= by_number.get(number, set()) for number, case in cases)
        scores[path.stem] = {
            "number_recall": both / numbers[0].total(),
            "number_precision": both / numbers[1].total(),
            "diarienummer": right / max(len(cases), 1),
        }
    return scores


def write_floors():
    """Set the floors to what is measured; keep those that would fall unless it is allowed."""
    allowed = os.environ.get("PROTOKOLLSOK_LOWER_FLOORS") == "1"
    before = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    floors = {}
    for group in GROUPS:
        measured = means(measure(group))
        old = before.get(group, {}).get("floors", {})
        falls = {name: (old[name], value) for name, value in measured.items() if value < old.get(name, 0)}
        if falls and not allowed:
            sys.exit(f"{group}: would fall: {falls}. Set PROTOKOLLSOK_LOWER_FLOORS=1 if that is meant.")
        floors[group] = {"gold": digest(group), "floors": measured}
    FLOORS.write_text(json.dumps(floors, indent=1) + "\n", "utf-8")


def main():
    parser = argparse.ArgumentParser(description="score what is read out of minutes against hand-made truth")
    parser.add_argument("--held-out", action="store_true", help="only means, over the documents rules are not made by")
    parser.add_argument("--write-floors", action="store_true", help="raise the floors to what is measured")
    asked = parser.parse_args()
    if asked.write_floors:
        write_floors()
        return
    for group in GROUPS:
        if asked.held_out == group.endswith("held out") and (not needs_shared(group) or SHARED.is_dir()):
            scores = measure(group)
            if not asked.held_out:
                for name, of_document in scores.items():
                    print(f"{name:40}", " ".join(f"{k}={v:.2f}" for k, v in of_document.items()))  # noqa: T201 -- a script prints
            print(f"{group}, {len(scores)} documents:", " ".join(f"{k}={v:.3f}" for k, v in means(scores).items()))  # noqa: T201 -- a script prints


if __name__ == "__main__":
    main()
