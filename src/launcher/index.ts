export { announcement } from './announcement.js';
export { DevSession } from './dev-session.js';
export { NotReadyError, PortTakenError } from './launcher.errors.js';
