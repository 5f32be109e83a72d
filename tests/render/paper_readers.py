"""Readers of papers that know nothing of our writers: Word files by mammoth, PDF by its tags, Slack by its blocks."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from io import BytesIO

import mammoth
import pikepdf

from bot.core.messages import Message, Sheet
from bot.render.markdown import RAISED, plain
from bot.transports.slack.blocks import draw

STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Heading 1'] => h2:fresh
p[style-name='footnote text'] => p:fresh
"""
INVISIBLE = re.compile(r"[\s\u200b]+")


def squeezed(text):
    """Return the text without what a line break or a page break changes."""
    return INVISIBLE.sub("", text)


def words_of_markdown(draft):
    return squeezed(plain(draft))


def words_of_slack(draft):
    [block] = draw(Message(parts=(Sheet(draft),)))
    return squeezed("".join(run["text"] for part in block["elements"] for run in part["elements"]))


def words_of_word(file):
    return words_of(blocks_of_word(file))


def words_of_pdf(file):
    return words_of(blocks_of_pdf(file))


def words_of(blocks):
    before = {"li": "•", "note": "¹"}
    return squeezed("".join(before.get(kind, "") + text for kind, text in blocks))


# ------------------------------------------------------------------ Word


def html_of_word(file):
    return mammoth.convert_to_html(BytesIO(file), style_map=STYLES).value


def blocks_of_word(file):
    """Return (tag, text) of each paragraph; a footnote is a "note", its mark a raised number."""
    reader = _Html()
    reader.feed(html_of_word(file))
    return [(kind, text) for kind, text in reader.blocks if text]


def text_of_html(page):
    """Return what a page says, without its head."""
    reader = _Text()
    reader.feed(page.partition("<body")[2])
    return squeezed("".join(reader.said).partition(">")[2])


class _Text(HTMLParser):
    def __init__(self):
        super().__init__()
        self.said = []

    def handle_data(self, data):
        self.said.append(data)


class _Html(HTMLParser):
    def __init__(self):
        super().__init__()
        self.blocks = []
        self.raised = self.skipping = self.notes = False

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        if tag == "li" and known.get("id", "").startswith("footnote-"):
            self.notes = True
        elif tag in {"p", "li", "h1", "h2"}:
            self.blocks.append(("note" if self.notes else tag, ""))
        elif tag == "sup":
            self.raised = True
        elif tag == "a" and known.get("id", "").startswith("footnote-ref-"):
            self.say(known["id"].rpartition("-")[2])
            self.skipping = True
        elif tag == "a" and known["href"].startswith("#footnote-ref-"):
            self.skipping = True
        elif tag == "br":
            self.say("\n")

    def handle_endtag(self, tag):
        if tag == "sup":
            self.raised = False
        elif tag == "a":
            self.skipping = False

    def handle_data(self, data):
        if not self.skipping:
            self.say(data)

    def say(self, text):
        kind, before = self.blocks[-1]
        self.blocks[-1] = (kind, before + (text.translate(RAISED) if self.raised else text))


# ------------------------------------------------------------------ PDF


def blocks_of_pdf(file):
    """Return (tag, text) of each tagged paragraph, in the order of the tags; footnotes last, as in Markdown."""
    blocks = [(block.kind, block.text) for block in _tagged(file)]
    return sorted(blocks, key=lambda block: block[0] == "note")


def pages_of_pdf(file):
    """Return for each page the tags of the paragraphs that begin on it."""
    blocks = _tagged(file)
    pages = list(dict.fromkeys(block.page for block in blocks))
    return [[block.kind for block in blocks if block.page == page] for page in pages]


def artifacts_of_pdf(file):
    """Return for each page what is no content: header and footer."""
    with pikepdf.open(BytesIO(file)) as document:
        return [_pieces(page)[1] for page in document.pages]


def places_of_pdf(file):
    """Return how far from the left each piece of text begins, in the order of the first page."""
    with pikepdf.open(BytesIO(file)) as document:
        steps = pikepdf.parse_content_stream(document.pages[0])
    return [float(step.operands[4]) for step in steps if str(step.operator) == "cm"]


TAGS = {"/H1": "h1", "/H2": "h2", "/P": "p", "/LI": "li", "/Note": "note"}


@dataclass
class _Block:
    kind: str
    text: str = ""
    page: tuple = ()

    def say(self, page, text):
        self.page = self.page or page
        self.text += text


def _tagged(file):
    with pikepdf.open(BytesIO(file)) as document:
        pieces = {page.objgen: _pieces(page)[0] for page in document.pages}
        found = []
        for page, number, blocks in _walk(document.Root.StructTreeRoot, (), [], found):
            text = pieces[page].get(number, "")
            if blocks[-1] == "label":  # in a list or a footnote the kind tells it; else it is the mark of one
                if blocks[-2].kind not in {"li", "note"}:
                    blocks[-2].say(page, text.translate(RAISED))
            else:
                blocks[-1].say(page, text)
    return found


def _walk(element, page, blocks, found):
    """Give the page and number of each piece of content, and the paragraphs that it stands in."""
    tag = str(element.get("/S", ""))
    page = element.Pg.objgen if "/Pg" in element else page
    if tag in TAGS:
        found.append(_Block(TAGS[tag]))
        blocks = [*blocks, found[-1]]
    elif tag == "/Lbl":
        blocks = [*blocks, "label"]
    for kid in _kids(element):
        if isinstance(kid, int):
            yield page, kid, blocks
        elif "/MCID" in kid:
            yield kid.Pg.objgen if "/Pg" in kid else page, int(kid.MCID), blocks
        elif "/S" in kid:
            yield from _walk(kid, page, blocks, found)


def _kids(element):
    kids = element.get("/K", [])
    return kids if isinstance(kids, pikepdf.Array) else [kids]


def _pieces(page):
    """Return the text of each piece of marked content, and what is marked as no content."""
    fonts = {name: _letters(font) for name, font in page.Resources.get("/Font", {}).items()}
    pieces, artifacts, stack, font = {}, "", [], {}
    for step in pikepdf.parse_content_stream(page):
        name, given = str(step.operator), step.operands
        if name == "BDC":
            stack.append(("" if str(given[0]) == "/Artifact" else None, given[1]))
        elif name == "BMC":
            stack.append((str(given[0]), {}))
        elif name == "EMC":
            stack.pop()
        elif name == "Tf":
            font = fonts[str(given[0])]
        elif name in {"Tj", "TJ"}:
            text = _shown(given[0], font, stack)
            number = next((int(known["/MCID"]) for _, known in stack if "/MCID" in known), None)
            if number is None:
                artifacts += text
            else:
                pieces[number] = pieces.get(number, "") + text
    return pieces, artifacts


def _shown(operand, font, stack):
    for at, (_, known) in enumerate(stack):
        if "/ActualText" in known:
            said = str(known["/ActualText"])
            stack[at] = (
                stack[at][0],
                {**{k: v for k, v in known.items() if k != "/ActualText"}, "/Said": ""},
            )
            return said
        if "/Said" in known:
            return ""
    strings = operand if isinstance(operand, pikepdf.Array) else [operand]
    codes = b"".join(bytes(one) for one in strings if isinstance(one, pikepdf.String))
    letters = [font.get(codes[at : at + 2], "\ufffd") for at in range(0, len(codes), 2)]
    return "".join(reversed(letters) if any(mark == "/ReversedChars" for mark, _ in stack) else letters)


CODES = re.compile(r"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")
RANGES = re.compile(r"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")


def _letters(font):
    """Return what each code of a font stands for, from the table that PDF readers copy text by."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    found = {}
    for section in re.findall(r"beginbfchar(.*?)endbfchar", table, flags=re.DOTALL):
        for code, letters in CODES.findall(section):
            found[bytes.fromhex(code)] = bytes.fromhex(letters).decode("utf-16-be")
    for section in re.findall(r"beginbfrange(.*?)endbfrange", table, flags=re.DOTALL):
        for first, last, letter in RANGES.findall(section):
            for number in range(int(first, 16), int(last, 16) + 1):
                text = bytes.fromhex(letter).decode("utf-16-be")
                found[number.to_bytes(2, "big")] = text[:-1] + chr(ord(text[-1]) + number - int(first, 16))
    return found
