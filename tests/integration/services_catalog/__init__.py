"""The catalogue as people and programs meet it."""
