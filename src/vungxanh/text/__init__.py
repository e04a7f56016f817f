"""Vietnamese text, pure: normal form, numbers and dates, SMS parts, search folding."""
