"""Rules of meetups, free of Discord and of SQL."""
