export { APP_NAME_RULE, isAppName } from './app-name.js';
export { withBoardView } from './board-view.js';
export { digestOf, findTemplate, renderTemplate, type GeneratedFiles } from './template.js';
export { isTracked, readRecord, RECORD_FILE, recordOf, writeRecord, type AppRecord } from './app-record.js';
