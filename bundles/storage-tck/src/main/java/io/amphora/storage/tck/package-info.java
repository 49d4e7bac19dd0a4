/**
 * The contract suite that every storage driver passes, for authors of drivers.
 *
 * <p>Put this artifact into test scope; it brings JUnit and AssertJ:
 *
 * <pre>{@code
 * <dependency>
 *   <groupId>io.amphora</groupId>
 *   <artifactId>amphora-storage-tck</artifactId>
 *   <version>the version of amphora-storage-api</version>
 *   <scope>test</scope>
 * </dependency>
 * }</pre>
 *
 * <p>Then implement {@link io.amphora.storage.tck.TestStore}, and extend
 * {@link io.amphora.storage.tck.StorageDriverContract} with one class that makes such stores:
 *
 * <pre>{@code
 * final class TapeDriverTest extends StorageDriverContract {
 *     @Override
 *     protected TestStore newStore() {
 *         return new TapeTestStore();
 *     }
 * }
 * }</pre>
 *
 * <p>Every test gets an empty store and fails if anything is left in it. A test is named by its topic and a sentence,
 * such as {@code Creating.firstCallerWins}. What a driver or its store cannot do by nature is skipped and named: an
 * ability that the driver class does not implement, other processes where {@link io.amphora.storage.tck.TestStore#elsewhere}
 * is empty, sizes above {@link io.amphora.storage.tck.TestStore#largestContent}.
 *
 * <p>The system property {@code amphora.tck.long} (profile {@code long} of this project:
 * {@code mvn -Plong verify}) runs the large sizes, among them one content of 5 GiB.
 *
 * <p>The suite covers the cases of the Docker distribution registry's driver suite, but for what the contract here
 * decides otherwise:
 *
 * <ul>
 *   <li>a finished content is never appended to, so there is no appending to an empty one by stream or by a small write;
 *       going on is for unfinished contents and begins at a mark;
 *   <li>deleting what does not exist is no error;
 *   <li>paths are a value type, so texts that are no path never reach a driver; the root does, and is refused;
 *   <li>lists have pages and an order, and hold names rather than paths;
 *   <li>whether a content may lie below another content is the store's matter; if not, it says so by an error;
 *   <li>that a content's time moves on is polled for rather than slept for.
 * </ul>
 */
@NullMarked
package io.amphora.storage.tck;

import org.jspecify.annotations.NullMarked;
