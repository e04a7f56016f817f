"""Where: administrative units by GSO code, each valid from one day to another, with its successors."""
