"""Where a dossier stands, for anyone and for its owner."""
