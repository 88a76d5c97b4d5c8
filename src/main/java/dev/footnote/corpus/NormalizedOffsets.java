package dev.footnote.corpus;

/**
 * Finds for offsets in a block as it was written the ones in its normalised form: exact at the ends of words, and within a word that
 * normalisation changes right to a few characters, which may move the edge of an emphasis but never a quote.
 */
final class NormalizedOffsets {

    private final int[] offsets;

    private NormalizedOffsets(int[] offsets) {
        this.offsets = offsets;
    }

    static NormalizedOffsets between(String written, String normalized) {
        if (written.equals(normalized)) {
            return new NormalizedOffsets(new int[0]);
        }
        int[] offsets = new int[written.length() + 1];
        int reached = 0;
        int start = 0;
        while (start < written.length()) {
            boolean space = Whitespace.is(written.charAt(start));
            int end = start;
            while (end < written.length() && Whitespace.is(written.charAt(end)) == space) {
                end++;
            }
            int length = TextNormalizer.normalize(written.substring(start, end)).length();
            for (int i = start; i < end; i++) {
                offsets[i] = reached + Math.min(i - start, length);
            }
            reached += length;
            start = end;
        }
        offsets[written.length()] = reached;
        return new NormalizedOffsets(offsets);
    }

    int of(int offset) {
        return offsets.length == 0 ? offset : offsets[offset];
    }
}
