/** Path prefix of the sidecar's routes in the platform; not visible to clients of the sidecar's port. */
export const SIDECAR_PREFIX = '/__sidecar';
