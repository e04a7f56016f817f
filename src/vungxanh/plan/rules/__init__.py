"""The level rules: a small language (`types`), read from a plan or an overlay (`written`), weighed (`weigh`)."""
