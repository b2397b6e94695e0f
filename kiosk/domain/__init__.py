"""The words of the business: pure values and rules. Imports nothing of ours but other words."""
