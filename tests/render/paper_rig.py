"""A paper to write, whose words a test chooses, and texts that are hard on those who write them."""

import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.render.markdown import escape
from bot.render.papers import PaperModel, read

ROOT = Path(__file__).resolve().parents[2]
CASES = tomllib.loads((ROOT / "tests" / "data" / "hard_cases.toml").read_text(encoding="utf-8"))
SEED = (ROOT / "templates" / "information_note" / "example" / "note.md").read_text(encoding="utf-8")
REPORT = (ROOT / "templates" / "back_to_office_report" / "example" / "note.md").read_text(encoding="utf-8")
INJECTED = {
    "word_field": '</w:t></w:r><w:fldSimple w:instr="DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe"/><w:r><w:t>',
    "xml": '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>&y;',
    "typst_read": '#read("/etc/passwd") "]#read("/etc/passwd")[',
    "typst_import": '#import "@preview/x:1.0.0" $ x $ <label> @ref = Head /* gone */ // gone',
    "jinja": "{{ 7*7 }} {% for x in y %} {# gone #}",
    "html": "<script>alert(1)</script> <a href='javascript:alert(1)'>x</a>",
    "mrkdwn": "<!channel> <@U1> <https://x.example|y> *bold* :flag-be:",
    "formula": "=cmd|'/c calc'!A1 +1 -1 @sum",
    "path": "../../etc/passwd %n%s",
    "link": "[x](javascript:alert\\(1\\)) <file:///etc/passwd> javascript:alert(1)",
}


HEAD = "Draft \N{EN DASH} version 1"


def model(draft, **changes):
    known = PaperModel(
        title="Information Note IN-2009-001, version 1",
        author="Ada Lovelace",
        at=datetime(2009, 6, 4, 18, tzinfo=UTC),
        language="en-GB",
        reference="IN-2009-001",
        version=1,
        header=HEAD,
        body=read(draft),
    )
    return replace(known, **changes)


def drafted(text):
    """Return a draft that says the text wherever a draft says something."""
    said, line = escape(text), escape(" ".join(text.split()))
    above = f"# **Note**<sup>1</sup>\n\n**Words:** {said}\n\n### 1. Words"
    return f"{above}\n\n{said}\n\n• {said};\n\n<sup>1</sup> {line}\n"


def long_note():
    sentence = "Several speakers underlined the cooperative dimension of resolution 1540 (2004). "
    sections = [f"### {n}. Part\n\n{sentence * (3 + n % 7)}\n\n• {sentence * 2}\n" for n in range(1, 61)]
    return "# **Note**\n\n" + "\n".join(sections)
