export { announcement } from './announcement.js';
export { DevSession } from './dev-session.js';
export { readHome, withLocalKeys } from './read-home.js';
export { HomeRefusedError, NotReadyError, PortTakenError } from './launcher.errors.js';
