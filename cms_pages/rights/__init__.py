"""Who may see and touch which page; every door asks here."""
