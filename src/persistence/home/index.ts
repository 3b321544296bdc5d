export { AdoptingPersistence } from './adopting.persistence.js';
export { recordsAt, recordsOfOwner, remainingSeconds } from './earlier-records.js';
export { HOME_KEY, homeIn, recordHome, type HomeDriver } from './home-record.js';
export { homeReason, logHome } from './log-home.js';
export { settleHome, type HomeReason, type SettledHome } from './settle-home.js';
