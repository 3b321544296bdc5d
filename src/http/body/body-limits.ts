/** Bytes of a body that anyone may send. */
export const SMALL_BODY_BYTES = 100 * 1024;

/** Bytes of a body on a route marked `@LargeBody()`: a value of 6 MiB and what is around it. */
export const LARGE_BODY_BYTES = 6 * 1024 * 1024 + 64 * 1024;

/** Bytes of a refused body that are still read and thrown away, so that the client gets to read the reply. */
export const DISCARDED_BODY_BYTES = 16 * 1024 * 1024;

/** Pieces in which a body may come from somebody who is not proven yet. Each takes time, however small it is. */
export const UNPROVEN_PIECES = 2_000;

/** Pieces in which any body may come. */
export const MAX_PIECES = 200_000;

/** A body is in memory as bytes and then as text, whose characters may take two bytes each. */
export const MEMORY_OF_A_BODY_BYTE = 2;
