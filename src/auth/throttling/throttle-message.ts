/** What a client hears that came too often. */
export const THROTTLE_MESSAGE = 'Too many requests. Try again later.';
