"""What is read on a screen, each from one notice: e-mail, web article, a post. Every word is escaped."""
