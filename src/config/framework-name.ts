/**
 * The framework's own name, which stays when an app is renamed. It is the default issuer and audience of JWTs, and
 * encryption keys are derived with it: with another value, all users are logged out and no stored secret can be read.
 */
export const FRAMEWORK_NAME = 'monday-app-backend';
