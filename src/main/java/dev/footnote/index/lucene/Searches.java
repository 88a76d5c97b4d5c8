package dev.footnote.index.lucene;

/** What the snapshots of one index share. */
record Searches(LexicalSearch lexical, VectorSearch vectors, TextCache texts) {}
