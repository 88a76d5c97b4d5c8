package dev.footnote.web;

import io.micronaut.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** Reads the numbers in requests. */
final class WholeNumber {

    private static final int LONGEST_SHOWN = 40;

    private WholeNumber() {}

    /**
     * Returns the number.
     *
     * @param name what the caller calls it
     * @param written what the caller has written; null where it is missing
     * @throws ProblemException if it is not a whole number from {@code least} to {@code most}
     */
    static int read(String name, @Nullable String written, int least, int most) {
        if (written != null) {
            try {
                int number = Integer.parseInt(written);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // No whole number: told below, like one out of range
            }
        }
        throw new ProblemException(
                HttpStatus.BAD_REQUEST,
                name + " must be a whole number from " + least + " to " + most + ", but it is " + shown(written) + ".");
    }

    private static String shown(@Nullable String written) {
        if (written == null) {
            return "missing";
        }
        if (written.isBlank()) {
            return "empty";
        }
        return written.length() <= LONGEST_SHOWN ? written : written.substring(0, LONGEST_SHOWN) + "…";
    }
}
