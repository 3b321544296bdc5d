/** Maximum size of a body on all routes. */
export const SMALL_BODY_BYTES = 100 * 1024;

/** Bytes of a body on a route marked `@LargeBody()`: a value of 6 MiB and its envelope. */
export const LARGE_BODY_BYTES = 6 * 1024 * 1024 + 64 * 1024;

/**
 * Bytes of a body on a route marked `@VerifiedBody()`. An event may contain the previous and the new value of a column,
 * 70,000 letters each, and each letter may be escaped as two surrogates of six bytes; so may the input fields of a block.
 */
export const VERIFIED_BODY_BYTES = 2 * 1024 * 1024;

/** Maximum number of bytes of a refused body that are read and discarded, so that the client can read the reply. */
export const DISCARDED_BODY_BYTES = 16 * 1024 * 1024;

/** Maximum number of chunks of a body before authentication. Each chunk takes time, regardless of its size. */
export const UNAUTHENTICATED_PIECES = 2_000;

/** Maximum number of chunks of a body. */
export const MAX_PIECES = 200_000;

/** A body is in memory as bytes and then as text with up to two bytes per character. */
export const MEMORY_OF_A_BODY_BYTE = 2;
