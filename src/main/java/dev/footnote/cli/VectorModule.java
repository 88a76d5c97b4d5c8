package dev.footnote.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Java's Vector API, which speeds up vector search but must be asked for on the command line. */
final class VectorModule {

    private static final Logger LOG = LoggerFactory.getLogger(VectorModule.class);

    private VectorModule() {}

    /** Says once how to have the module where it is missing. */
    static void recommend() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            LOG.info("Vector search runs without the Vector API: start with bin/footnote, or with"
                    + " java --add-modules jdk.incubator.vector, to have it faster.");
        }
    }
}
