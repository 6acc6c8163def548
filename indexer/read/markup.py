"""Did the parser of XML and HTML stop because of the file, or because of us?"""

from lxml import etree


def refuse_lack_of_memory(parser: etree.XMLParser | etree.HTMLParser) -> None:
    """Raise MemoryError if a parser ran out of it; lxml says so in its log only, and may give half a document."""
    if any(entry.type_name == "ERR_NO_MEMORY" for entry in parser.error_log):
        raise MemoryError
