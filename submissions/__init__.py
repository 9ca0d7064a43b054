"""Forms, drafts, dossiers, their clock and the desk."""
