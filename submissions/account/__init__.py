"""What a signed-in citizen finds at /cua-toi/."""
