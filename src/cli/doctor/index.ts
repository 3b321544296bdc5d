export { diagnose } from './diagnose.js';
export { type Finding, type FindingLevel } from './finding.js';
