import { BaseError } from '../../errors/index.js';

/** The board does not exist, or the caller cannot access it; monday does not distinguish the two. */
export class BoardNotFoundError extends BaseError {
  constructor() {
    super({
      code: 'monday.board_not_found',
      status: 404,
      message: 'The board does not exist, or you cannot access it.',
    });
  }
}

export class GroupNotFoundError extends BaseError {
  constructor() {
    super({ code: 'monday.group_not_found', status: 404, message: 'The board has no such group.' });
  }
}
