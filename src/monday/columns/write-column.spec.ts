import { ColumnInputError } from './column-input.errors.js';
import { columnJson, columnsJson, writeColumn } from './write-column.js';

describe('writeColumn', () => {
  it('builds the JSON texts that monday takes', () => {
    expect(columnJson(writeColumn.status({ index: 1 }))).toBe('{"index":1}');
    expect(columnJson(writeColumn.checkbox(false))).toBe('null');
    expect(
      columnsJson({ a: writeColumn.numbers(12345678901234567890n), b: writeColumn.checkbox(true) }),
    ).toBe('{"a":"12345678901234567890","b":{"checked":"true"}}');
  });

  it.each([
    ['numbers', () => writeColumn.numbers(2 ** 53)],
    ['numbers', () => writeColumn.numbers('1,5')],
    ['numbers', () => writeColumn.numbers(Number.NaN)],
    ['date', () => writeColumn.date('2026-02-30')],
    ['date', () => writeColumn.date('2026-02-01', '25:00')],
    ['timeline', () => writeColumn.timeline('2026-02-02', '2026-02-01')],
    ['week', () => writeColumn.week('2026-02-02', '2026-02-09')],
    ['hour', () => writeColumn.hour(24)],
    ['rating', () => writeColumn.rating(0)],
    ['status', () => writeColumn.status({ index: 1.5 })],
    ['dropdown', () => writeColumn.dropdown({ labels: [''] })],
    ['people', () => writeColumn.people([{ id: 'x', kind: 'person' }])],
    ['people', () => writeColumn.people([null as never])],
    ['person', () => writeColumn.person('x')],
    ['board_relation', () => writeColumn.board_relation(['9007199254740993'])],
    ['board_relation', () => writeColumn.board_relation('7' as never)],
    ['link', () => writeColumn.link('javascript:alert(1)')],
    ['email', () => writeColumn.email('x')],
    ['phone', () => writeColumn.phone('call me', 'US')],
    ['country', () => writeColumn.country('se', 'Sweden')],
    ['location', () => writeColumn.location(91, 0)],
    ['color_picker', () => writeColumn.color_picker('red')],
    ['text', () => writeColumn.text('')],
  ])('refuses a wrong value of %s with an error that names the type', (type, build) => {
    expect(build).toThrow(ColumnInputError);
    expect(build).toThrow(`A value of a ${type} column must be`);
  });

  it('has no builder for columns that monday computes', () => {
    for (const type of ['formula', 'mirror', 'auto_number', 'subtasks', 'file']) {
      expect(writeColumn).not.toHaveProperty(type);
    }
  });
});
