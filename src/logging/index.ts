export { AppLogger } from './app-logger.js';
export { LogDestination } from './log-destination.js';
export { LoggingModule } from './logging.module.js';
export { RecentLines } from './recent-lines.js';
