"""Pure arithmetic of terms on a work calendar."""
