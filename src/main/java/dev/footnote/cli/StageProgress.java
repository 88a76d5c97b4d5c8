package dev.footnote.cli;

import dev.footnote.evaluation.EvaluationProgress;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** Shows one progress bar after the other, one a stage. */
final class StageProgress implements EvaluationProgress, AutoCloseable {

    private @Nullable String stage;
    private @Nullable ProgressBar bar;

    @Override
    public void report(String stage, int done, int total) {
        if (bar == null || !stage.equals(this.stage)) {
            close();
            this.stage = stage;
            this.bar = new ProgressBar(stage, total);
        }
        bar.stepTo(done);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
