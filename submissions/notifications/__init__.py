"""What citizens are told, through the outbox."""
