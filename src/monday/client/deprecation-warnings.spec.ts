import { Logger } from '@nestjs/common';
import { DeprecationWarnings } from './deprecation-warnings.js';

function setup() {
  const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
  const sut = new DeprecationWarnings();
  const fields = (): unknown[] => warn.mock.calls.map(([logged]) => (logged as { field: string }).field);
  return { sut, fields, warn };
}

afterEach(() => jest.restoreAllMocks());

/** The form that monday documents. */
const documented = (fieldName: string): object => ({
  message: 'Replaced by Query.items_page since 2023-10',
  locations: [{ line: 2, column: 3 }],
  path: ['query', fieldName],
  extensions: { code: 'deprecatedField', typeName: 'Query', fieldName },
});

it('logs each field once, with the reason', () => {
  const { sut, fields, warn } = setup();

  sut.report({ warnings: [documented('items'), documented('items'), documented('boards')] });
  sut.report({ warnings: [documented('items')] });

  expect(fields()).toEqual(['Query.items', 'Query.boards']);
  expect(warn.mock.calls[0]?.[0]).toMatchObject({
    event: 'monday.field_deprecated',
    reason: 'Replaced by Query.items_page since 2023-10',
  });
});

it('recognizes a field again in other forms, also if ids and aliases differ', () => {
  const { sut, fields } = setup();

  sut.report({ warnings: [{ message: 'x', path: ['m0', 'owner'] }, { path: ['m1', 3, 'owner'] }] });
  sut.report({ warnings: ['Item 17 uses an old field', 'Item 18 uses an old field'] });

  expect(fields()).toEqual(['m#.owner', 'Item # uses an old field']);
});

it.each([
  undefined,
  null,
  'x',
  7,
  [],
  { warnings: null },
  { warnings: 'x' },
  { warnings: { 0: {} } },
  { warnings: [null, 7, [], {}, { path: 'x', extensions: null }, { path: [null], extensions: [1] }] },
])('ignores %j', (extensions) => {
  const { sut, warn } = setup();

  sut.report(extensions);

  expect(warn).not.toHaveBeenCalled();
});

it('logs little of very many and long warnings', () => {
  const { sut, warn } = setup();
  const long = (start: string): object => ({
    message: 'm'.repeat(10_000),
    path: [start + 'p'.repeat(10_000)],
  });
  const names = Array.from({ length: 1_000 }, (_, index) => String.fromCodePoint(0x4e00 + index));

  sut.report({ warnings: names.map(long) });

  expect(warn.mock.calls).toHaveLength(50);
  expect(JSON.stringify(warn.mock.calls[0]).length).toBeLessThan(600);
});
