"""Marks that several stages look for."""

BULLETS = "•●◆◇♦▪▫■□◾◽◼◻▶►◀⚫⚪⭕✅✔☑❌✳❇⚡🆔📌-📍🔗🔴-🔵🔶-🔻🟠-🟣"
"""What opens an item of a list, for a class of characters.

Those beyond the basic plane stand as ranges, since a regex compares them one by one.
"""
