"""How citizens say it and what the law calls it: rules that widen what was typed."""
