"""Administrative units: places, versioned in time."""
