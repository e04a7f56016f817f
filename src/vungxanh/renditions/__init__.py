"""The forms of one message, made from its sealed words: papers, pictures, sound, pages."""
