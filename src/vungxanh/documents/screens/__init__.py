"""What is read on a screen: e-mail, a page, a post. Every word is escaped; nothing is fetched from elsewhere."""
