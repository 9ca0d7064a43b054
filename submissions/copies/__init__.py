"""What was submitted, as it was: recorded, printed as PDF/A, confirmed."""
