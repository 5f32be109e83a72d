"""Papers: a draft as files that one opens, prints and sends on."""

from bot.render.papers.docx import PATTERN, docx
from bot.render.papers.errors import PaperError
from bot.render.papers.model import PaperModel, read
from bot.render.papers.pdf import SOURCE, pdf, png

__all__ = ["PATTERN", "SOURCE", "PaperError", "PaperModel", "docx", "pdf", "png", "read"]
