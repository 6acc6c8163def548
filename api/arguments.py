"""How is a command line read, and how is it told what is wrong with it?

argparse with Swedish messages: an option that there is not is named together with the nearest that there is.
"""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NoReturn

from api.problem import nearest
from indexer.errors import UsageError

_USAGE: Final = "Användning: "
_OPTION: Final = re.compile(r"-(?!$|[0-9])")
"""A dash before anything but a number; a dash alone is none."""
_SAID: Final = (
    (r"the following arguments are required: (.+)", "det saknas: {0}"),
    (r"argument (\S+): expected one argument", "{0} behöver ett värde"),
    (r"argument (\S+): expected at least one argument", "{0} behöver minst ett värde"),
    (r"argument (\S+): ignored explicit argument .*", "{0} tar inget värde"),
    (r"argument (\S+): invalid choice: (.+) \(choose from (.+)\)", "{0} kan inte vara {1}; välj bland {2}"),
    (r"argument (\S+): (.+)", "{0}: {1}"),
)
"""argparse's messages and ours; the last one holds what our own types say."""


class Arguments(argparse.ArgumentParser):
    """Reads the arguments of one command. Raises UsageError."""

    def __init__(self, command: str, about: str, **more: Any) -> None:
        super().__init__(
            prog=f"protokollsok {command}",
            description=about,
            add_help=False,
            allow_abbrev=False,
            formatter_class=_Formatter,
            **more,
        )
        self.inputs = self.add_argument_group("Argument")
        self.choices = self.add_argument_group("Val")
        self.choices.add_argument("-h", "--help", action="help", help="visa den här hjälpen")

    def index_option(self) -> None:
        """Add `--index`."""
        self.choices.add_argument(
            "--index", type=Path, default=Path("data/index"), metavar="MAPP", help="indexets mapp (data/index)"
        )

    def read(self, given: Sequence[str]) -> argparse.Namespace:
        """Read what was given. An option that there is not is told first: it may be why something else is missing."""
        wrong = [word for word in _before_dashes(given) if _OPTION.match(word) and not self._has(word)]
        if wrong:
            raise UsageError(self._unknown(wrong[0]))
        known, unknown = self.parse_known_args(given)
        if unknown:
            raise UsageError(self._unknown(unknown[0]))
        return known

    def _has(self, word: str) -> bool:
        return word.partition("=")[0] in self._option_string_actions

    def error(self, message: str) -> NoReturn:
        """Say in Swedish what is wrong."""
        raise UsageError(f"{self.prog}: {in_swedish(message)}. Se {self.prog} --help.")

    def _unknown(self, given: str) -> str:
        """Name an argument that there is not, and the nearest that there is."""
        name = given.partition("=")[0]
        if not name.startswith("-"):
            return f"{self.prog}: ”{given}” är ett argument för mycket. Se {self.prog} --help."
        options = [option for action in self._actions for option in action.option_strings if option[:2] == "--"]
        meant = nearest(name, options)
        hint = f"Menade du ”{meant}”?" if meant else f"Se {self.prog} --help."
        if not name.startswith("--"):
            hint = "Skriv -- före ett argument som börjar med streck."
        return f"{self.prog}: valet ”{name}” finns inte. {hint}"


def _before_dashes(given: Sequence[str]) -> Sequence[str]:
    """Give what stands before "--": after it nothing is an option."""
    return given[: given.index("--")] if "--" in given else given


class _Formatter(argparse.HelpFormatter):
    """Swedish headings."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Say how the command is used."""
        super().add_usage(usage, actions, groups, _USAGE if prefix is None else prefix)


def in_swedish(message: str) -> str:
    """Translate a message of argparse.

    >>> in_swedish("the following arguments are required: FIL")
    'det saknas: FIL'
    >>> in_swedish("argument --port: inte ett tal mellan 1 och 65535: x")
    '--port: inte ett tal mellan 1 och 65535: x'
    """
    for pattern, said in _SAID:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            return said.format(*match.groups())
    return message


def whole_number(least: int, most: int) -> Any:
    """Give a type for argparse: a whole number from `least` to `most`."""

    def number(text: str) -> int:
        if not re.fullmatch(r"-?[0-9]{1,12}", text) or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"”{text[:50]}” är inget heltal från {least} till {most}")
        return int(text)

    return number
