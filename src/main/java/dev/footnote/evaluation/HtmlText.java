package dev.footnote.evaluation;

/** Makes text safe to stand in HTML. */
final class HtmlText {

    private HtmlText() {}

    /** Escapes all that means something in HTML, in content and in quoted attributes. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Returns the first characters, escaped. */
    static String shortened(String text, int longest) {
        if (text.length() <= longest) {
            return escaped(text);
        }
        int end = Character.isLowSurrogate(text.charAt(longest)) ? longest - 1 : longest;
        return escaped(text.substring(0, end)) + "…";
    }
}
