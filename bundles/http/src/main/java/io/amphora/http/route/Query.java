package io.amphora.http.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a raw query string. The container's own would read a form's body, which here is a blob.
 *
 * @param parameters in their order
 */
public record Query(List<Parameter> parameters) {

    /**
     * One parameter, decoded.
     *
     * @param name before the first equals sign
     * @param value behind it; empty if there is none
     */
    public record Parameter(String name, String value) {}

    /** Reads a query; null is an empty one. */
    public static Query parse(@Nullable String raw) {
        List<Parameter> parameters = new ArrayList<>();
        if (raw != null) {
            for (String part : raw.split("&")) {
                int equals = part.indexOf('=');
                String name = equals < 0 ? part : part.substring(0, equals);
                String value = equals < 0 ? "" : part.substring(equals + 1);
                parameters.add(new Parameter(Percent.query(name), Percent.query(value)));
            }
        }
        return new Query(List.copyOf(parameters));
    }

    /** All values of a parameter, in their order. */
    public List<String> all(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .toList();
    }

    /** The first value of a parameter. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }
}
