"""The draft of an agreement as a Word document, in the language of whoever reads it."""

from matcher.exchanges.agreement.drafting import Draft, draft_agreement

__all__ = ["Draft", "draft_agreement"]
