"""The portal as people see it: found by role and label, done as they do."""
