import { BaseError } from '../../../errors/index.js';

/** The group has no item that could be the last one. */
export class LastItemMissingError extends BaseError {
  constructor() {
    super({ code: 'monday.last_item_missing', status: 422, message: 'The group has no item to change.' });
  }
}
