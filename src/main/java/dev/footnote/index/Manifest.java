package dev.footnote.index;

/**
 * What an index was made with. Two indexes with equal manifests hold the same passages and vectors for the same documents; any
 * difference means that documents must be indexed again.
 *
 * @param schema version of the fields stored by the implementation
 * @param encoderId the encoder's name
 * @param encoderHash SHA-256 of the encoder's weights
 * @param dimension components of each vector
 * @param splitter version and settings of the passage splitter
 * @param analyzer version of the word analysis
 * @param extraction version of the document readers
 */
public record Manifest(
        int schema,
        String encoderId,
        String encoderHash,
        int dimension,
        String splitter,
        String analyzer,
        String extraction) {}
