import { MondayUnexpectedAnswerError } from '../client/index.js';
import { numberedPages } from './read-answer.js';

describe('numberedPages', () => {
  it('reads until a page is not full', async () => {
    const pages = [[{ id: '1' }, { id: '2' }], [null, null], [{ id: '3' }]];
    const found: unknown[] = [];
    for await (const entry of numberedPages(Infinity, 2, (_size, page) => Promise.resolve(pages[page - 1])))
      found.push(entry);
    expect(found).toEqual([{ id: '1' }, { id: '2' }, { id: '3' }]);
  });

  it('ends if monday answers every page with the first', async () => {
    const read = jest.fn((_size: number, page: number) =>
      page > 10 ? Promise.reject(new Error('still reading')) : Promise.resolve([{ id: '1' }, { id: '2' }]),
    );
    const sut = numberedPages(Infinity, 2, read);
    await sut.next();
    await sut.next();
    await expect(sut.next()).rejects.toThrow(MondayUnexpectedAnswerError);
    expect(read).toHaveBeenCalledTimes(2);
  });
});
