"""What all API views share: problem details, pages, the collected addresses."""
