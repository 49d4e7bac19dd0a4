package io.amphora.registry.status;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A part of the registry that says how it stands. Implemented as a service, called from any thread; answers at once. */
@ConsumerType
public interface StatusSource {

    /** What stands above its lines, such as {@code uploads}. */
    String topic();

    /** How it stands; no secrets. */
    List<StatusLine> status();
}
