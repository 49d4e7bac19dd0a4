package io.amphora.http.reply;

/** What an endpoint has to say: a reply, or that it wants the request's body first. */
public sealed interface Answer permits Reply, Intake {}
