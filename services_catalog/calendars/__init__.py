"""Working time: hours, holidays, swapped days."""
