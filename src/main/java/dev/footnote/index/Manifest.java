package dev.footnote.index;

import java.util.ArrayList;
import java.util.List;

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
        String extraction) {

    /** Returns, for people, each thing that differs: what this index was made with and what is in use. */
    public List<String> differences(Manifest inUse) {
        List<String> differences = new ArrayList<>();
        differ(differences, "schema", schema, inUse.schema);
        differ(differences, "encoder", encoderId, inUse.encoderId);
        if (encoderId.equals(inUse.encoderId)) {
            differ(differences, "encoder's weights", encoderHash, inUse.encoderHash);
        }
        differ(differences, "splitter", splitter, inUse.splitter);
        differ(differences, "analyzer", analyzer, inUse.analyzer);
        differ(differences, "extraction", extraction, inUse.extraction);
        return differences;
    }

    private static void differ(List<String> differences, String what, Object made, Object used) {
        if (!made.equals(used)) {
            differences.add(what + " " + made + ", now " + used);
        }
    }
}
