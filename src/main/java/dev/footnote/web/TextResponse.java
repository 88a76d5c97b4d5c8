package dev.footnote.web;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/** A slice of a document's text; {@code length} is that of the whole text. */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record TextResponse(String documentId, String contentHash, int start, int end, int length, String text) {}
