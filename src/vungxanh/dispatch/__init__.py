"""Sending: recipients, lanes, attempts, receipts. Nobody is skipped, and a doubt is called a doubt."""
