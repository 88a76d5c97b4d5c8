package dev.footnote.corpus;

import java.util.List;
import java.util.Random;

/** Generates texts that are hard to split: surrogate pairs and halves, combining marks, all kinds of line ends, long words. */
final class RandomText {

    private static final List<String> PIECES = List.of(
            "word",
            "The",
            "it",
            "U.S.",
            "Mr.",
            "e.g.",
            "No.",
            "9",
            "3.5",
            "$1.17",
            "said",
            "\uD83D\uDE00",
            "\uD83D",
            "\uDE00",
            "e\u0301",
            "\u0301",
            "\u200D",
            "\u3002",
            "\u4F60\u597D",
            "...",
            "\u2026",
            "[1]",
            "(x)",
            "\"",
            "\u201D",
            "'",
            ".",
            ".",
            "!",
            "?",
            ":",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            "\t",
            "\u00A0",
            "\u2028",
            " ",
            " ",
            " ",
            " ",
            "- item",
            "| a | b |",
            "\uFEFF",
            "\u0000",
            "\u0007",
            "\u1100",
            "\u1161");

    private RandomText() {}

    static String of(Random random, int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            String piece = PIECES.get(random.nextInt(PIECES.size()));
            text.append(random.nextInt(200) == 0 ? piece.repeat(random.nextInt(1500)) : piece);
            if (random.nextInt(3) == 0) {
                text.append(' ');
            }
        }
        return text.toString();
    }
}
