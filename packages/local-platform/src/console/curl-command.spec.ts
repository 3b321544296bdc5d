import { execFileSync } from 'node:child_process';
import { MASK } from '../requests/index.js';
import { curlCommand } from './curl-command.js';

/** What a shell makes of it. */
function wordsOf(command: string): string[] {
  const script = `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }; TOKEN=t-1; ${command}`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

describe('curlCommand', () => {
  it('is what was sent, in any characters, with a variable for secrets', () => {
    const body = `{"query":"{ it's $HOME \`id\` \\\\ \\"<script>\\" }"}\n`;
    const headers = [
      ['Host', '127.0.0.1'],
      ['Authorization', MASK],
      ['X-Odd', `a'b"c$(id)`],
      ['Content-Length', '7'],
    ] as const;
    expect(wordsOf(curlCommand('POST', `http://127.0.0.1/v2?secret=${MASK}&x=1`, { headers, body }))).toEqual(
      [
        '-X',
        'POST',
        'http://127.0.0.1/v2?secret=t-1&x=1',
        '-H',
        'Authorization: t-1',
        '-H',
        `X-Odd: a'b"c$(id)`,
        '--data-raw',
        body,
      ],
    );
  });

  it('names a file in place of a body that is not shown whole', () => {
    const command = curlCommand('PUT', 'http://127.0.0.1/x', {
      headers: [],
      body: 'a',
      note: 'The first 1 of 2 bytes.',
    });
    expect(wordsOf(command)).toEqual(['-X', 'PUT', 'http://127.0.0.1/x', '--data-binary', '@body']);
  });
});
