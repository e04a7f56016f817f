"""Who agreed to be told, at which address, since when and until when."""
