package dev.footnote.cli;

/** Thrown for a configuration that cannot be read or names what does not exist. */
final class ConfigurationException extends RuntimeException {

    ConfigurationException(String message) {
        super(message);
    }
}
