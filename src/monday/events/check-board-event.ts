import { invalid, type Fields } from '../input/index.js';

const IDS = [
  ...['boardId', 'pulseId', 'itemId', 'userId', 'subscriptionId'],
  ...['updateId', 'replyId', 'parentItemId', 'parentItemBoardId'],
];
const TEXTS = [
  ...['pulseName', 'itemName', 'groupId', 'sourceGroupId', 'destGroupId'],
  ...['columnId', 'columnType', 'columnTitle', 'triggerTime', 'body', 'textBody'],
];
/** monday also sends ids as text. The user of an automation has a negative id. */
const ID = /^-?\d{1,20}$/;

/**
 * Checks the fields of a board event that have one type in all events, so that handlers can rely on it. Fields may be
 * absent or null (docs/monday-platform.md#board-webhooks).
 * @throws ValidationFailedException
 */
export function checkBoardEvent(data: Fields): void {
  for (const name of IDS) {
    if (!isAbsent(data[name]) && !isId(data[name])) throw invalid(name, `${name} must be an id`);
  }
  for (const name of TEXTS) {
    if (!isAbsent(data[name]) && typeof data[name] !== 'string')
      throw invalid(name, `${name} must be a text`);
  }
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null;

const isId = (value: unknown): boolean =>
  (typeof value === 'string' || typeof value === 'number') && ID.test(String(value));
