"""The module of scores beside these tests is found by its name."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))  # tests are no packages; these names are not used elsewhere
