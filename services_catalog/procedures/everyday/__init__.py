"""How citizens say a procedure and how many need it: what the portal brings along."""
