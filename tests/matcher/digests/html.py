"""What a mail's HTML is held against: tags that open and close, and what a reader of it gets."""

from html.parser import HTMLParser

VOID = frozenset({"meta", "br", "hr", "img", "link", "input"})
Tag = tuple[str, dict[str, str]]


class Page(HTMLParser):
    """The tags of a page, its links with their texts, its headings. Raises AssertionError where tags do not match."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[Tag] = []
        self.links: list[tuple[str, str]] = []
        self.headings: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes it."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "a":
            self.links.append((dict(attrs)["href"] or "", ""))
        if tag in ("h1", "h2", "h3"):
            self.headings.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes it."""
        assert tag in VOID, f"<{tag}/> is none of HTML's empty tags"
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """Must close the last that was opened."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Belongs to the link in which it stands."""
        if "a" in self.open:
            address, text = self.links.pop()
            self.links.append((address, text + data))
