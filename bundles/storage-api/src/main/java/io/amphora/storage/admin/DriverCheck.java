package io.amphora.storage.admin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a quick look at a driver found.
 *
 * @param name the instance's name
 * @param version the version of the bundle that brought it
 * @param steps what was tried, in order; nothing after a step that timed out
 */
public record DriverCheck(String name, String version, List<Step> steps) {

    /** Whether no step failed. */
    public boolean passed() {
        return steps.stream().allMatch(step -> step.problem().isEmpty());
    }

    /**
     * One thing that was tried.
     *
     * @param what a few words
     * @param took how long it took
     * @param problem what is wrong; empty if nothing is
     */
    public record Step(String what, Duration took, Optional<String> problem) {}
}
