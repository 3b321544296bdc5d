export { HOME_KEY, homeIn, recordHome, type HomeDriver } from './home-record.js';
export { homeReason, logHome } from './log-home.js';
export { settleHome, type HomeReason, type SettledHome } from './settle-home.js';
