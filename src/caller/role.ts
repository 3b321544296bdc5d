/** The user's role in their monday account at the time of the login. */
export const ROLES = ['admin', 'member', 'viewer', 'guest'] as const;
export type Role = (typeof ROLES)[number];
