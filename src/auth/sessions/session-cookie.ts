/** Name of the session's cookie, without the prefix that it has on https. */
export const SESSION_COOKIE = 'session';
