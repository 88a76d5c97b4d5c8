package dev.footnote.access;

import dev.footnote.store.Store;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs what the service gives out and wants to know again, with HMAC-SHA256 and a secret that is made once and kept in {@link Store}, so that all
 * programs on one database know each other's. Safe for use by many threads.
 */
@Singleton
public final class Signatures {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String NAME = "signing";
    private static final int SECRET_BYTES = 32;

    private final Store store;
    private volatile @Nullable SecretKeySpec secret;

    Signatures(Store store) {
        this.store = store;
    }

    /**
     * Returns the signature of a text: 64 hexadecimal digits. What is signed for one purpose must not be what is signed for another.
     *
     * @throws dev.footnote.store.StoreException if the secret cannot be read or kept
     */
    public String sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret());
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Tells whether a signature is that of a text; compared in constant time. */
    public boolean holds(String text, String signature) {
        return MessageDigest.isEqual(
                sign(text).getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.UTF_8));
    }

    private SecretKeySpec secret() {
        SecretKeySpec known = secret;
        if (known == null) {
            known = new SecretKeySpec(kept(), ALGORITHM);
            secret = known;
        }
        return known;
    }

    private byte[] kept() {
        byte[] made = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(made);
        return HexFormat.of().parseHex(store.transaction(handle -> {
            handle.createUpdate("INSERT INTO secret (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING")
                    .bind("name", NAME)
                    .bind("value", HexFormat.of().formatHex(made))
                    .execute();
            return handle.createQuery("SELECT value FROM secret WHERE name = :name")
                    .bind("name", NAME)
                    .mapTo(String.class)
                    .one();
        }));
    }
}
