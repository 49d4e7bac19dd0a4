package io.amphora.registry.manifest;

import java.io.Closeable;
import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A walk over one JSON text, token by token; keeps no tree. Begins before the first token. Every method that reads throws
 * an {@link IOException} where the text is not what is taken; a {@link ManifestFormat} passes it on. For one thread.
 */
@ProviderType
public interface JsonReader extends Closeable {

    /** What a walk can be at. */
    enum Token {
        /** The beginning of an object. */
        OBJECT,
        /** The end of an object. */
        END_OBJECT,
        /** The beginning of an array. */
        ARRAY,
        /** The end of an array. */
        END_ARRAY,
        /** The name of a member; its value follows. */
        NAME,
        /** A string. */
        STRING,
        /** A number without fraction and exponent. */
        INTEGER,
        /** Any other number. */
        DECIMAL,
        /** True or false. */
        BOOLEAN,
        /** Null. */
        NULL
    }

    /** Moves to the next token. */
    Token next() throws IOException;

    /** The token that the walk is at. */
    Token token();

    /** The name of the member that the walk is at or in. */
    String name() throws IOException;

    /** The text of the string or number that the walk is at. */
    String text() throws IOException;

    /** Moves to the end of the value that begins here. */
    void skip() throws IOException;

    /** Checks that nothing but white space follows. */
    void end() throws IOException;

    /** Where the walk is, as a JSON pointer. */
    String where();
}
