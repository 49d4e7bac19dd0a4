package io.amphora.itests.rogue;

import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The orders in a file, one a line. The file is read at every call, so that they can change at any time; to withdraw an
 * order is to remove its line.
 */
final class Orders {

    private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();
    private static final Duration LATE = Duration.ofMillis(300);

    private final String driver;
    private final Path file;
    private final Runnable leave;

    /**
     * The orders of one driver.
     *
     * @param leave takes the driver's service away
     */
    Orders(String driver, Path file, Runnable leave) {
        this.driver = driver;
        this.file = file;
        this.leave = leave;
    }

    /**
     * Does whatever can be done before a call. What is left to do inside the call is returned.
     *
     * @throws StorageException if it was interrupted
     */
    Optional<Deed> before(Call call, StoragePath path) throws StorageException {
        Optional<Order> order = find(call, path);
        if (order.isPresent()) {
            carryOut(order.get(), path);
        }
        return order.map(Order::deed);
    }

    private void carryOut(Order order, StoragePath path) throws StorageException {
        switch (order.deed()) {
            case HANG -> hang(order);
            case WAIT -> await(order, path);
            case SLOW -> late();
            case THROW -> throw new IllegalStateException("thrown by order");
            case ERROR -> throw new NoClassDefFoundError("io/amphora/itests/rogue/Gone");
            case LEAVE -> leave.run();
            default -> {
                // Is done with the result of the call.
            }
        }
    }

    private void hang(Order order) {
        boolean interrupted = false;
        while (isInForce(order)) {
            LockSupport.parkNanos(POLL_NANOS);
            // Else the next park would not wait.
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void await(Order order, StoragePath path) throws StorageException {
        while (isInForce(order)) {
            LockSupport.parkNanos(POLL_NANOS);
            if (Thread.interrupted()) {
                throw new StorageException(driver, path, "interrupted");
            }
        }
    }

    private static void late() {
        long end = System.nanoTime() + LATE.toNanos();
        for (long left = LATE.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private boolean isInForce(Order order) {
        return all().contains(order);
    }

    private Optional<Order> find(Call call, StoragePath path) {
        return all().stream().filter(order -> order.concerns(call, path)).findFirst();
    }

    private List<Order> all() {
        boolean interrupted = Thread.interrupted();
        try {
            return Files.readString(file)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(Order::parse)
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the orders in " + file, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
