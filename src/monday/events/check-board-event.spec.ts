import { sampleEvent } from 'monday-local-platform';
import { ValidationFailedException } from '../../errors/index.js';
import { BOARD_EVENT_NAMES } from './board-events.js';
import { checkBoardEvent } from './check-board-event.js';

describe('checkBoardEvent', () => {
  it.each(BOARD_EVENT_NAMES)('accepts the sample of %s, also with ids as text', (name) => {
    const { type: _type, ...data } = sampleEvent(name);
    expect(() => checkBoardEvent(data)).not.toThrow();
    expect(() => checkBoardEvent({ ...data, boardId: '7310284655', userId: -4 })).not.toThrow();
  });

  it.each([
    ['boardId', {}],
    ['boardId', 1e21],
    ['boardId', 0.5],
    ['boardId', '1e3'],
    ['pulseId', []],
    ['pulseId', true],
    ['parentItemId', ''],
    ['updateId', 'x'],
    ['columnId', 5],
    ['columnType', ['color']],
    ['groupId', {}],
    ['textBody', 1],
  ])('refuses %s: %j', (field, value) => {
    expect(() => checkBoardEvent({ ...sampleEvent('create_item'), [field]: value })).toThrow(
      ValidationFailedException,
    );
  });
});
