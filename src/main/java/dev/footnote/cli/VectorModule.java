package dev.footnote.cli;

import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Java's Vector API, which speeds up vector search but must be asked for on the command line. */
final class VectorModule {

    /** Held, for the logging of the JDK forgets the level of a logger that nobody holds. */
    private static final java.util.logging.Logger LUCENE =
            java.util.logging.Logger.getLogger("org.apache.lucene.internal.vectorization");

    private static final Logger LOG = LoggerFactory.getLogger(VectorModule.class);

    private VectorModule() {}

    /** Says once, in place of what Lucene says of it, how to have the module where it is missing. */
    static void recommend() {
        LUCENE.setLevel(Level.SEVERE);
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            LOG.info("Vector search runs without the Vector API: start with bin/footnote, or with"
                    + " java --add-modules jdk.incubator.vector, to have it faster.");
        }
    }
}
