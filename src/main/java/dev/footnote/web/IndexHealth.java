package dev.footnote.web;

import dev.footnote.index.PassageIndex;
import dev.footnote.index.Snapshot;
import dev.footnote.sync.FolderSync;
import dev.footnote.sync.SyncState;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells on {@code /health} whether there is an index to answer from, and how far the last sync has come. */
@Singleton
@Readiness
final class IndexHealth extends AbstractHealthIndicator<Map<String, Object>> {

    private final PassageIndex index;
    private final FolderSync sync;

    IndexHealth(PassageIndex index, FolderSync sync) {
        this.index = index;
        this.sync = sync;
    }

    @Override
    protected String getName() {
        return "index";
    }

    @Override
    protected Map<String, Object> getHealthInformation() {
        Map<String, Object> details = new LinkedHashMap<>();
        try (Snapshot snapshot = index.snapshot()) {
            details.put("generation", snapshot.generation());
            details.put("index_state", AnswerResponse.name(snapshot.state()));
            healthStatus = snapshot.generation() > 0 ? HealthStatus.UP : HealthStatus.DOWN;
        }
        switch (sync.state()) {
            case SyncState.Waiting waiting -> details.put("sync", "waiting");
            case SyncState.Running running -> details.put("sync", running.done() + " of " + running.total() + " files");
            case SyncState.Failed failed ->
                details.put("sync", "failed"); // why may name folders, and nobody needs a key for this
            case SyncState.Done done -> {
                details.put("documents", done.report().documents());
                details.put("files_with_problems", done.report().problems().size());
            }
        }
        return details;
    }
}
