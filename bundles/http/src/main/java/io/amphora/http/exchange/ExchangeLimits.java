package io.amphora.http.exchange;

import java.time.Duration;

/**
 * What an exchange may take.
 *
 * @param open how many may be open at once
 * @param clientsTurn how long a client may send or take nothing while it is its turn
 * @param ourTurn how long one piece of our own work, such as a call to storage, may take
 */
public record ExchangeLimits(int open, Duration clientsTurn, Duration ourTurn) {}
