export { lineDiff } from './line-diff.js';
export { type EntryChange } from './plan-manifest.js';
export { type FileChange } from './plan-upgrade.js';
export { applyUpgrade, NEW, readUpgrade, type AppUpgrade } from './upgrade-app.js';
