import { type Variables } from '../../src/config/index.js';
import { type AppObserver } from '../../src/testing/app-observer.js';
import { CREDENTIALS, WireTap } from '../support/wire-tap.js';

/**
 * Fails each test whose app logged a secret: one of its configuration, or a token, code, state, cookie or query that
 * went over HTTP, in any test of this process until then.
 */
export class LogGuard implements AppObserver {
  private readonly tap = new WireTap([...CREDENTIALS, 'state'], looksRandom);
  private lines: string[] = [];

  readonly log = { write: (line: string): void => void this.lines.push(line) };

  /** Listens until `close`. */
  open(): void {
    this.tap.openServers();
  }

  close(): void {
    this.tap.close();
  }

  started(variables: Variables): void {
    // Loaded already by whoever starts an app, and by nobody else.
    const { SECRET_NAMES } = jest.requireActual<typeof import('../../src/config/environment.js')>(
      '../../src/config/environment',
    );
    for (const name of SECRET_NAMES) {
      // A ring of keys names each of them.
      for (const part of (variables[name] ?? '').split(',')) this.tap.add(part.slice(part.indexOf(':') + 1));
    }
  }

  /** @throws Error which tells the lines, without the secrets */
  closed(): void {
    const { lines } = this;
    this.lines = [];
    if (this.tap.foundIn(lines.join('')).length === 0) return;
    const guilty = lines
      .filter((line) => this.tap.foundIn(line).length > 0)
      .map((line) => line.replace(/[^\s"]{16,}/g, (run) => (this.tap.foundIn(run).length > 0 ? '***' : run)));
    throw new Error(`The app logged ${guilty.length} lines with secrets:\n${guilty.slice(0, 5).join('')}`);
  }
}

/** Words that tests put where a secret belongs, such as `access_denied`, stand in logs for other reasons. */
function looksRandom(text: string): boolean {
  return text.length >= 16 && /\d/.test(text) && /[A-Za-z]/.test(text) && new Set(text).size >= 10;
}
