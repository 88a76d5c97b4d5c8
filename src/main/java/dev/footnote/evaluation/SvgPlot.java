package dev.footnote.evaluation;

import java.util.List;
import java.util.Locale;

/** Draws lines over axes, as inline SVG. The vertical axis goes from 0 to 1. */
final class SvgPlot {

    private static final int WIDTH = 460;
    private static final int HEIGHT = 320;
    private static final int LEFT = 50;
    /** Room for the lines' names, above the plot so that no line runs through them. */
    private static final int TOP = 36;

    private static final int NAME_WIDTH = 110;
    private static final int PLOT_WIDTH = WIDTH - LEFT - 16;
    private static final int PLOT_HEIGHT = HEIGHT - TOP - 50;

    private final double from;
    private final double to;
    private final int steps;
    private final StringBuilder svg = new StringBuilder();
    private int lines;

    /**
     * Begins a plot.
     *
     * @param title what it shows, for those who cannot see it
     * @param across what the horizontal axis means, from {@code from} to {@code to} with a mark at each of {@code steps} steps
     * @param up what the vertical axis means
     */
    SvgPlot(String title, String across, double from, double to, int steps, String up) {
        this.from = from;
        this.to = to;
        this.steps = steps;
        svg.append(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n",
                WIDTH,
                HEIGHT,
                HtmlText.escaped(title)));
        axes();
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
                LEFT + PLOT_WIDTH / 2,
                HEIGHT - 12,
                HtmlText.escaped(across)));
        svg.append(String.format(
                Locale.ROOT,
                "<text transform=\"translate(14 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>\n",
                TOP + PLOT_HEIGHT / 2,
                HtmlText.escaped(up)));
    }

    private void axes() {
        for (int mark = 0; mark <= 5; mark++) {
            double value = mark / 5.0;
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
                            + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.1f</text>\n",
                    LEFT,
                    LEFT + PLOT_WIDTH,
                    y(value),
                    y(value),
                    LEFT - 6,
                    y(value) + 4,
                    value));
        }
        for (int mark = 0; mark <= steps; mark++) {
            double value = from + (to - from) * mark / steps;
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
                    x(value),
                    TOP + PLOT_HEIGHT + 16,
                    value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : value));
        }
    }

    /** Draws a line; nothing where there are no points. */
    SvgPlot line(String name, List<Point> points) {
        if (points.isEmpty()) {
            return this;
        }
        svg.append(String.format(Locale.ROOT, "<polyline class=\"line%d\" points=\"", lines));
        points.forEach(point -> svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point.x()), y(point.y()))));
        svg.append("\"/>\n");
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"name%d\" x=\"%d\" y=\"%d\">%s</text>\n",
                lines,
                LEFT + NAME_WIDTH * lines,
                TOP - 16,
                HtmlText.escaped(name)));
        lines++;
        return this;
    }

    String svg() {
        return svg + "</svg>\n";
    }

    private double x(double value) {
        return LEFT + PLOT_WIDTH * (value - from) / (to - from);
    }

    private double y(double value) {
        return TOP + PLOT_HEIGHT * (1 - value);
    }

    /** A point of a line. */
    record Point(double x, double y) {}
}
