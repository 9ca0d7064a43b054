"""Units, agencies, staff, procedures, offerings, calendars."""
