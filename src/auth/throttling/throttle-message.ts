/** Message for clients that exceed the limit. */
export const THROTTLE_MESSAGE = 'Too many requests. Try again later.';
