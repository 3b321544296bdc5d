export { BaseError, type BaseErrorOptions, type ErrorDetails } from './base.error.js';
