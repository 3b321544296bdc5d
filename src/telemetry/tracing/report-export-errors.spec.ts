import { Logger } from '@nestjs/common';
import { reportExportErrors } from './report-export-errors.js';

it('logs at most once an hour, with a fixed message', () => {
  const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
  let now = 0;
  const sut = reportExportErrors(() => now);
  for (now of [0, 1, 3_599_999, 3_600_000, 3_600_001]) sut.error('{"message":"secret of the collector"}');
  sut.info('anything');

  expect(warn.mock.calls).toEqual([
    ['the trace exporter failed to send spans'],
    ['the trace exporter failed to send spans'],
  ]);
  warn.mockRestore();
});
