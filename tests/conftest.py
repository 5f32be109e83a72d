"""`pytest --accept` rewrites what the bot is expected to say in tests/dialogues/*.txt with what it says now."""


def pytest_addoption(parser):
    parser.addoption(
        "--accept", action="store_true", help="write what the bot says now into tests/dialogues/*.txt"
    )
