export { diagnose } from './diagnose.js';
export type { Finding, FindingLevel } from './finding.js';
