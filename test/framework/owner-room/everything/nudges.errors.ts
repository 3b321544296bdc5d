import { BaseError } from '#app/errors/index.js';

export class NudgeMissingError extends BaseError {
  constructor() {
    super({ code: 'nudges.missing', status: 404, message: 'There is no such nudge.' });
  }
}
