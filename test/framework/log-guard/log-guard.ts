import { type Variables } from '../../../src/config/index.js';
import { type AppObserver } from '../../../src/testing/app-observer.js';
import { CREDENTIALS, WireTap } from '../support/wire-tap.js';

/** One way to show a line of the log, which may tell what another hides. */
type Format = (line: string) => string;

/**
 * Fails each test whose app logged a secret: one of its configuration, or a token, code, state, cookie or query that
 * went over HTTP, in any test of this process until then.
 */
export class LogGuard implements AppObserver {
  private readonly tap = new WireTap([...CREDENTIALS, 'state'], looksRandom);
  private readonly pieces: string[] = [];
  private apps = 0;

  /** Listens until `close`. */
  open(): void {
    this.tap.openServers();
  }

  close(): void {
    this.tap.close();
  }

  /** Every second app is read as humans read it. */
  started(variables: Variables): { write(text: string): void } {
    // Already loaded if the test starts an app.
    const { SECRET_NAMES } = jest.requireActual<typeof import('monday-persistence/configuration')>(
      'monday-persistence/configuration',
    );
    for (const name of SECRET_NAMES) {
      // A ring of keys names each of them.
      for (const part of (variables[name] ?? '').split(',')) this.tap.add(part.slice(part.indexOf(':') + 1));
    }
    const format: Format = this.apps++ % 2 === 0 ? (line) => line : prettyFormat();
    return { write: (text) => void this.pieces.push(format(text)) };
  }

  /** @throws Error which tells the lines, without the secrets */
  closed(): void {
    const text = this.pieces.splice(0).join('');
    if (this.tap.foundIn(text).length === 0) return;
    const guilty = text
      .split('\n')
      .filter((line) => this.tap.foundIn(line).length > 0)
      .map((line) => line.replace(/[^\s"]{16,}/g, (run) => (this.tap.foundIn(run).length > 0 ? '***' : run)));
    throw new Error(`The app logged ${guilty.length} lines with secrets:\n${guilty.slice(0, 5).join('\n')}`);
  }
}

function prettyFormat(): Format {
  const { prettyFactory } = jest.requireActual<typeof import('pino-pretty')>('pino-pretty');
  const { PRETTY } = jest.requireActual<typeof import('../../../src/logging/open-destination.js')>(
    '../../../src/logging/open-destination',
  );
  const format = prettyFactory({ ...PRETTY, colorize: false });
  // An app in another process has its own format, and its output comes in pieces.
  return (text) => (/^\{.*\}\n$/.test(text) ? format(text) : text);
}

/** An error code in capitals, such as `OAUTH21_TOKEN_REQUIRED`. */
const CODE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/;

/** Words that tests put where a secret belongs, such as `access_denied`, stand in logs for other reasons. */
function looksRandom(text: string): boolean {
  if (CODE.test(text)) return false;
  return text.length >= 16 && /\d/.test(text) && /[A-Za-z]/.test(text) && new Set(text).size >= 10;
}
