package dev.kafkaflink.local.standin.flink.cluster;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Paths in the container and what they are on this machine. */
final class Mounts {
    private final Map<String, Path> paths;
    private final List<String> longestFirst;

    Mounts(Map<String, Path> paths) {
        this.paths = new TreeMap<>(paths);
        this.longestFirst = paths.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Replaces each mounted path that {@code text} names; {@code /etc/job} is not found in {@code /etc/jobs} or {@code /x/etc/job}. */
    String translate(String text) {
        StringBuilder translated = new StringBuilder();
        int position = 0;
        while (position < text.length()) {
            String mount = mountAt(text, position);
            if (mount == null) {
                translated.append(text.charAt(position++));
            } else {
                translated.append(paths.get(mount));
                position += mount.length();
            }
        }
        return translated.toString();
    }

    /** Makes a folder that holds all that is mounted below {@code path}, which itself need not be mounted. */
    Path below(String path, Path folder) {
        Folders.empty(folder);
        paths.forEach((mount, mounted) -> {
            if (mount.startsWith(path + "/")) {
                Path link = folder.resolve(mount.substring(path.length() + 1));
                Folders.made(link.getParent());
                Folders.link(link, mounted);
            }
        });
        return folder;
    }

    private String mountAt(String text, int position) {
        if (text.charAt(position) != '/' || !mayBegin(text, position)) {
            return null;
        }
        for (String mount : longestFirst) {
            int end = position + mount.length();
            boolean complete = end == text.length() || end < text.length() && !isPartOfName(text.charAt(end));
            if (text.startsWith(mount, position) && complete) {
                return mount;
            }
        }
        return null;
    }

    /** Not within a path. The slashes of {@code file://} go before one. */
    private static boolean mayBegin(String text, int position) {
        if (position == 0) {
            return true;
        }
        char before = text.charAt(position - 1);
        return before == '/' ? text.startsWith("://", Math.max(0, position - 3)) : !isPartOfName(before);
    }

    private static boolean isPartOfName(char character) {
        return Character.isLetterOrDigit(character) || character == '-' || character == '_' || character == '.';
    }
}
