package org.kangcheng.exchange;

import org.jspecify.annotations.Nullable;

/**
 * One line of an OperationOutcome.
 *
 * @param code FHIR's issue type: structure, required, not-found …
 * @param text one sentence for the person who will read it
 * @param path where in what was sent; null when it is about the whole
 */
record Issue(String code, String text, @Nullable String path) {}
