"""Tablée: a Discord bot that turns an online community into people who have met."""
