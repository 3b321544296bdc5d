import { BackgroundChecks } from './background-checks.js';

describe('BackgroundChecks', () => {
  const node = process.execPath;
  afterEach(() => {
    process.execPath = node;
  });

  it('reports a check that cannot be started', async () => {
    process.execPath = '/missing/node';
    let sut: BackgroundChecks | undefined;
    const reported = new Promise<string>((resolve) => {
      sut = new BackgroundChecks([{ subject: 'Types', command: ['-e', ''] }], resolve);
      sut.restart();
    });
    expect(await reported).toMatch(/^Types: errors\n./);
    sut?.stop();
  });
});
