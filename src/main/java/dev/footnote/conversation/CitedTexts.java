package dev.footnote.conversation;

import dev.footnote.access.Principal;
import dev.footnote.answer.Answer;
import dev.footnote.answer.Citation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The texts that kept answers cite, each kept once, and by which turns they are cited; within a transaction of {@link JdbiConversationStore}. */
final class CitedTexts {

    private CitedTexts() {}

    /** Keeps the texts that a turn's answer cites, as far as they are given. */
    static void keep(Handle handle, Answer answer, Map<String, CitedText> texts) {
        Set<String> kept = new LinkedHashSet<>();
        for (Citation citation : answer.citations()) {
            CitedText text = texts.get(citation.contentHash());
            if (text != null && kept.add(citation.contentHash() + citation.documentId())) {
                keep(handle, answer.id(), citation, text);
            }
        }
    }

    private static void keep(Handle handle, String turnId, Citation citation, CitedText text) {
        handle.createUpdate("INSERT INTO cited_text (content_hash, text, setting) VALUES (:hash, :text, :setting)"
                        + " ON CONFLICT (content_hash) DO NOTHING")
                .bind("hash", citation.contentHash())
                .bind("text", text.text())
                .bind("setting", KeptJson.setting(text))
                .execute();
        handle.createUpdate("INSERT INTO cited (turn_id, content_hash, document_id, collection, path, title)"
                        + " VALUES (:turn, :hash, :document, :collection, :path, :title)")
                .bind("turn", turnId)
                .bind("hash", citation.contentHash())
                .bind("document", citation.documentId())
                .bind("collection", citation.collection())
                .bind("path", citation.path())
                .bind("title", citation.title())
                .execute();
    }

    /** Returns a document as an answer of the principal's cites it. */
    static Optional<CitedDocument> find(Handle handle, Principal principal, String documentId, String contentHash) {
        return handle.createQuery(
                        "SELECT cited.collection, cited.path, cited.title, cited_text.text, cited_text.setting FROM cited_text"
                                + " JOIN cited ON cited.content_hash = cited_text.content_hash"
                                + " JOIN turn ON turn.id = cited.turn_id"
                                + " JOIN conversation ON conversation.id = turn.conversation_id"
                                + " WHERE conversation.principal = :principal AND cited.document_id = :document"
                                + " AND cited_text.content_hash = :hash LIMIT 1")
                .bind("principal", principal.id())
                .bind("document", documentId)
                .bind("hash", contentHash)
                .map((row, context) -> new CitedDocument(
                        documentId,
                        row.getString("collection"),
                        row.getString("path"),
                        row.getString("title"),
                        contentHash,
                        KeptJson.cited(row.getString("text"), row.getString("setting"))))
                .findOne();
    }

    /** Returns how many answers cite each document that any cites, the most cited first. */
    static List<DocumentCitations> documents(Handle handle) {
        return handle.createQuery(
                        "SELECT cited.collection, cited.path, COUNT(DISTINCT cited.turn_id) AS answers FROM cited"
                                + " GROUP BY cited.collection, cited.path"
                                + " ORDER BY answers DESC, cited.collection, cited.path")
                .map((row, context) -> new DocumentCitations(
                        row.getString("collection"), row.getString("path"), row.getInt("answers")))
                .list();
    }

    /** Deletes the texts whose last turn is gone. */
    static void deleteUncited(Handle handle) {
        handle.execute("DELETE FROM cited_text WHERE NOT EXISTS"
                + " (SELECT 1 FROM cited WHERE cited.content_hash = cited_text.content_hash)");
    }
}
