import { type AppConfig } from '../../config/index.js';
import { MondayUnexpectedAnswerError } from '../client/index.js';
import { BoardNotFoundError, GroupNotFoundError } from './monday-api.errors.js';
import { MondayApi } from './monday-api.js';
import { type MondayCalls } from './monday-calls.js';
import { type WebhookAddressStore } from './webhook-address.store.js';

describe('MondayApi', () => {
  const answering = (answer: object): MondayApi =>
    new MondayApi(
      { send: () => Promise.resolve(answer) } as unknown as MondayCalls,
      {} as AppConfig,
      {} as WebhookAddressStore,
    );

  it.each([{}, { boards: null }, { boards: [] }, { boards: [null] }])(
    'finds no board in the answer %j',
    async (answer) => {
      await expect(answering(answer).itemsPage('1')).rejects.toBeInstanceOf(BoardNotFoundError);
      await expect(answering(answer).itemsPage('1', { groupId: 'g' })).rejects.toBeInstanceOf(
        BoardNotFoundError,
      );
      await expect(answering(answer).boards()).resolves.toEqual([]);
    },
  );

  it.each([{}, { groups: null }, { groups: [] }, { groups: [null] }])(
    'finds no group in the board %j',
    async (board) => {
      const found = answering({ boards: [board] }).itemsPage('1', { groupId: 'g' });
      await expect(found).rejects.toBeInstanceOf(GroupNotFoundError);
    },
  );

  it.each([{ boards: {} }, { boards: 'x' }, { boards: 5 }, { boards: [5] }])(
    'does not accept %j as boards',
    async (answer) => {
      await expect(answering(answer).boards()).rejects.toBeInstanceOf(MondayUnexpectedAnswerError);
    },
  );

  it('does not accept a page that is null', async () => {
    const monday = answering({
      boards: [{ items_page: null, groups: [{ items_page: null }] }],
      next_items_page: null,
    });
    for (const page of [
      monday.itemsPage('1'),
      monday.itemsPage('1', { groupId: 'g' }),
      monday.nextItemsPage('c'),
    ]) {
      await expect(page).rejects.toBeInstanceOf(MondayUnexpectedAnswerError);
    }
  });
});
