package dev.kafkaflink.cli.yaml;

/**
 * How a text stands in its file.
 *
 * @param first where its first character stands
 * @param indent columns before each line of a block ({@code |}), whose lines are those of the text; -1: the text is not a
 *     block, and only its first line can be found again
 */
record TextForm(Place first, int indent) {
    private static final int NO_BLOCK = -1;

    static TextForm block(Place first, int indent) {
        return new TextForm(first, indent);
    }

    static TextForm line(Place first) {
        return new TextForm(first, NO_BLOCK);
    }

    Place inFile(Place within) {
        if (indent != NO_BLOCK) {
            return new Place(first.line() + within.line() - 1, indent + within.column());
        }
        return within.line() == 1 ? new Place(first.line(), first.column() + within.column() - 1) : first;
    }
}
