package io.amphora.storage.memory;

import io.amphora.storage.Page;
import io.amphora.storage.StoragePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Contents by path. A directory exists as long as something lies below it, as in an object store; a path is a content or
 * a directory, never both, as in a file system. Not thread-safe.
 */
final class MemoryTree {

    /** The children of each directory; a child without a content is a directory. */
    private final Map<StoragePath, NavigableMap<String, Optional<Content>>> directories = new HashMap<>();

    MemoryTree() {
        directories.put(StoragePath.ROOT, new TreeMap<>());
    }

    Optional<Content> content(StoragePath path) {
        return path.parent()
                .map(directories::get)
                .flatMap(children -> children.getOrDefault(path.name(), Optional.empty()));
    }

    boolean isDirectory(StoragePath path) {
        return directories.containsKey(path);
    }

    /** Why no content can have that path; empty if it can. */
    Optional<String> obstacle(StoragePath path) {
        if (isDirectory(path)) {
            return Optional.of("a directory has that path");
        }
        for (Optional<StoragePath> up = path.parent();
                up.isPresent();
                up = up.get().parent()) {
            if (content(up.get()).isPresent()) {
                return Optional.of(up.get() + " is no directory");
            }
        }
        return Optional.empty();
    }

    /** Sets the content of a path without an {@link #obstacle}; returns what it replaced. */
    Optional<Content> set(StoragePath path, Content content) {
        StoragePath parent = path.parent().orElseThrow();
        Optional<Content> old = directory(parent).put(path.name(), Optional.of(content));
        return old == null ? Optional.empty() : old;
    }

    /** Removes a content, or a directory with all below it; returns the contents that went. */
    List<Content> remove(StoragePath path) {
        List<Content> removed = new ArrayList<>();
        collect(path, removed);
        if (!removed.isEmpty()) {
            forget(path);
        }
        return removed;
    }

    Optional<Page> list(StoragePath directory, String after, int limit) {
        return Optional.ofNullable(directories.get(directory)).map(children -> {
            NavigableMap<String, Optional<Content>> rest = children.tailMap(after, false);
            List<String> names = rest.keySet().stream().limit(limit).toList();
            boolean more = names.size() == limit && rest.higherKey(names.get(limit - 1)) != null;
            return new Page(names, more);
        });
    }

    private NavigableMap<String, Optional<Content>> directory(StoragePath path) {
        NavigableMap<String, Optional<Content>> known = directories.get(path);
        if (known != null) {
            return known;
        }
        NavigableMap<String, Optional<Content>> made = new TreeMap<>();
        directories.put(path, made);
        directory(path.parent().orElseThrow()).put(path.name(), Optional.empty());
        return made;
    }

    private void collect(StoragePath path, List<Content> removed) {
        content(path).ifPresent(removed::add);
        NavigableMap<String, Optional<Content>> children = directories.get(path);
        if (children != null) {
            children.keySet().forEach(name -> collect(path.resolve(name), removed));
            directories.remove(path);
        }
    }

    private void forget(StoragePath path) {
        StoragePath parent = path.parent().orElseThrow();
        NavigableMap<String, Optional<Content>> children = directories.get(parent);
        children.remove(path.name());
        if (children.isEmpty() && !parent.isRoot()) {
            directories.remove(parent);
            forget(parent);
        }
    }
}
