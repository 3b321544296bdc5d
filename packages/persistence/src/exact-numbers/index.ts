export { findInexactNumber, isExactNumber } from './inexact-number.js';
