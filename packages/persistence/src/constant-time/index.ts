export { equalInConstantTime, equalSignatures } from './equal-in-constant-time.js';
