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

/** The item does not exist, or the caller cannot access it; monday does not distinguish the two. */
export class ItemNotFoundError extends BaseError {
  constructor() {
    super({
      code: 'monday.item_not_found',
      status: 404,
      message: 'The item does not exist, or you cannot access it.',
    });
  }
}

/** A helper received what monday cannot take; nothing was sent. */
export class MondayArgumentError extends BaseError {
  /** @param expected what it must be */
  constructor(argument: string, expected: string) {
    super({
      code: 'monday.argument_invalid',
      status: 400,
      message: `${argument} must be ${expected}.`,
      details: { argument },
    });
  }
}

/** The board does not have these columns. */
export class ColumnNotFoundError extends BaseError {
  constructor(
    readonly columnIds: readonly string[],
    cause?: unknown,
  ) {
    const names = columnIds.map((id) => `"${id}"`).join(', ');
    super({
      code: 'monday.column_not_found',
      status: 404,
      message: `The board has no column ${names}.`,
      details: { columnIds },
      cause,
    });
  }
}
