"""The plain values: what they must not show, and what they must not load."""

import subprocess
import sys

from models.results import QualityIssue
from tests.models.builders import a_template


def test_a_template_does_not_show_its_vector() -> None:
    assert repr(a_template(1, 0)) == "Template(pack='test-space')"


def test_the_values_load_without_numpy() -> None:
    code = "import models.results, sys; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_issue_is_its_own_text() -> None:
    assert f"{QualityIssue.TOO_FAR}" == "too_far"
