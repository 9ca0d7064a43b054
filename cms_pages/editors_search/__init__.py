"""How editors find pages, pictures and documents in the admin, whatever they type."""
