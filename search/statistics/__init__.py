"""What is searched and what is opened, counted by the day and never by the person."""
