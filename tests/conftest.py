"""What all tests share: how many examples a property is tried on, and `--accept`.

`pytest --accept` rewrites what the bot is expected to say in tests/dialogues/*.txt with what it says now.
"""

import os

from hypothesis import settings

# a loaded machine is no fault of a property; HYPOTHESIS_PROFILE=default tries it on more examples
settings.register_profile("gate", deadline=None, max_examples=50)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))


def pytest_addoption(parser):
    parser.addoption(
        "--accept", action="store_true", help="write what the bot says now into tests/dialogues/*.txt"
    )
