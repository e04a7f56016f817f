"""The electronic handbook: approved guides bound into a PDF and an EPUB."""
