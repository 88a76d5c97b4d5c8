package dev.footnote.corpus;

import java.util.List;

/** What came of reading one file. */
public sealed interface ReadOutcome {

    /**
     * The file was read.
     *
     * @param document what it says
     * @param warnings sentences for people about what was passed over, such as a sidecar that is not YAML; usually empty
     */
    record Read(Document document, List<String> warnings) implements ReadOutcome {

        public Read {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * The file could not be read. That says nothing of an earlier version, which stays good.
     *
     * @param path the file's path relative to the folder
     * @param reason a sentence for people: what was expected, what was found, what to do
     */
    record Unreadable(String path, String reason) implements ReadOutcome {}
}
