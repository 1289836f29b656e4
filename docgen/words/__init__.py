"""Words in texts: names, words that need a second look, sentences that fit."""
