package dev.footnote.chat.slack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells whether a request comes from Slack: by its signature over the bytes as they came, compared in constant time, of the last five minutes
 * and not of the future. Safe for use by many threads.
 */
final class SlackSignature {

    static final String TIMESTAMP = "X-Slack-Request-Timestamp";
    static final String SIGNATURE = "X-Slack-Signature";

    private static final int LONGEST_SKEW = 300;
    private static final String ALGORITHM = "HmacSHA256";

    /** Too short to overflow. */
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private final SecretKeySpec key;

    SlackSignature(String secret) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /**
     * Tells whether a request is Slack's.
     *
     * @param timestamps all headers of this name; but for one they are none
     * @param signatures all headers of this name; but for one they are none
     * @param body the bytes as they came
     */
    boolean holds(List<String> timestamps, List<String> signatures, byte[] body, Instant now) {
        if (timestamps.size() != 1 || signatures.size() != 1) {
            return false;
        }
        String timestamp = timestamps.getFirst();
        if (!SECONDS.matcher(timestamp).matches()
                || Math.abs(now.getEpochSecond() - Long.parseLong(timestamp)) > LONGEST_SKEW) {
            return false;
        }
        byte[] expected = sign(timestamp, body).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, signatures.getFirst().getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the signature that Slack gives to a body. */
    String sign(String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.UTF_8));
            return "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
