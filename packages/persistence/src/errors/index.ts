export { BaseError, type BaseErrorOptions, type ErrorDetails } from './base.errors.js';
