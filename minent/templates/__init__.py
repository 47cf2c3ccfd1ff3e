"""Templates of sentences: words that belong together with slots between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minent._lazy import lazy_names

if TYPE_CHECKING:
    from minent.templates.coding import TemplateDescription as TemplateDescription
    from minent.templates.files import read_templates as read_templates
    from minent.templates.files import write_templates as write_templates
    from minent.templates.finding import find_templates as find_templates
    from minent.templates.options import TemplateOptions as TemplateOptions
    from minent.templates.pairs import PairTable as PairTable
    from minent.templates.pairs import count_pairs as count_pairs
    from minent.templates.parsing import TemplateParser as TemplateParser
    from minent.templates.templates import SLOT as SLOT
    from minent.templates.templates import SlotFillers as SlotFillers
    from minent.templates.templates import Templates as Templates

__getattr__, __all__ = lazy_names(
    "minent.templates",
    {
        "minent.templates.coding": ("TemplateDescription",),
        "minent.templates.files": ("read_templates", "write_templates"),
        "minent.templates.finding": ("find_templates",),
        "minent.templates.options": ("TemplateOptions",),
        "minent.templates.pairs": ("PairTable", "count_pairs"),
        "minent.templates.parsing": ("TemplateParser",),
        "minent.templates.templates": ("SLOT", "SlotFillers", "Templates"),
    },
)
