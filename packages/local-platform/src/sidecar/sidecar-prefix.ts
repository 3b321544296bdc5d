/** Where the sidecar's routes are within the platform; clients of its own port do not see it. */
export const SIDECAR_PREFIX = '/__sidecar';
