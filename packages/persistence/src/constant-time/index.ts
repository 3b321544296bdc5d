export { equalInConstantTime } from './equal-in-constant-time.js';
