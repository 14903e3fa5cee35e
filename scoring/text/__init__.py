"""Text evidence: language, stems, concepts of the lexicon, and similarity by TF-IDF."""
