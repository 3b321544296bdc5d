export { findInexactNumber, isExactNumber, quoteInexactNumbers } from './inexact-number.js';
