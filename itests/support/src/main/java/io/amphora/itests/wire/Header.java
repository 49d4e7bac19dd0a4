package io.amphora.itests.wire;

/**
 * One header line of an answer.
 *
 * @param name as the server wrote it
 * @param value without the white space around it
 */
public record Header(String name, String value) {}
