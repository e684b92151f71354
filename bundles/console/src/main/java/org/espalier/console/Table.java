package org.espalier.console;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.data.Message;

/** Text in columns: each as wide as its widest cell, numbers to the right. */
public final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a row; control characters are spelled out. */
    public Table row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(Message.printable(String.valueOf(cell)));
        }
        rows.add(row);
        return this;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                String fill = " ".repeat(width(column) - cell.length());
                line.append(column == 0 ? "" : GAP);
                line.append(isNumber(column) ? fill + cell : cell + fill);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> column < row.size())
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
    }

    /** Whether every cell below the heading is a number or a dash, and one is a number. */
    private boolean isNumber(int column) {
        List<String> cells =
                rows.stream()
                        .skip(1)
                        .filter(row -> column < row.size())
                        .map(row -> row.get(column))
                        .toList();
        return cells.stream().allMatch(cell -> cell.matches("-|-?[0-9.]+"))
                && cells.stream().anyMatch(cell -> cell.matches("-?[0-9.]+"));
    }
}
