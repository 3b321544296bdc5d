/**
 * @own-modules
 */
import { type Request } from 'express';
import { listCookies } from '../../../src/auth/sessions/cookies.js';
import { peekToken } from '../../../src/auth/peek-token.js';
import { withoutSecrets } from '../../../src/errors/cause.js';
import { readBearerToken, readRawToken } from 'monday-persistence/authorization';
import { escapeHtml } from 'monday-persistence/html';
import { parseQuery } from '../../../src/http/parse-query.js';
import { checkMail } from '../../../src/mail/check-mail.js';
import { htmlToText } from '../../../src/mail/html-to-text.js';
import { isPlainAddress } from '../../../src/mail/mail-address.js';
import { checkAudience } from '../../../src/monday/requests/read-claims.js';
import { readPrecondition } from '../../../src/storage/storage/precondition.js';
import { renewalDateOf } from '../../../src/storage/storage/renewal-date.js';
import { WorkCounter } from '../support/counted-work.js';

const LENGTH = 1_000;
/** For each character: with less than that, four times as much would be seen. */
const LITTLE_WORK = 30;
/** Below it, a growth says nothing. */
const ENOUGH_WORK = 4 * LENGTH * LITTLE_WORK;
/** Four times the text is four times the work; it is sixteen times if a loop is quadratic. */
const MOST_GROWTH = 6;

/** What reads texts of strangers; a refusal is as good as an answer. */
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  'HTML of mails': htmlToText,
  mails: (text) => checkMail({ to: text, subject: text, html: text }),
  'content of mails': (text) => checkMail({ to: 'ada@example.com', subject: 'Hello', html: text }),
  addresses: isPlainAddress,
  cookies: (cookie) => listCookies({ headers: { cookie } } as Request),
  queries: parseQuery,
  Authorization: readRawToken,
  'bearer tokens': readBearerToken,
  tokens: peekToken,
  audiences: (aud) => checkAudience({ aud }, new URL('https://example.com/')),
  'addresses called': (path) => checkAudience({ aud: 'x' }, new URL(path, 'https://example.com/')),
  'If-Match': (tags) => readPrecondition({ 'if-match': tags }),
  dates: renewalDateOf,
  'texts in pages': escapeHtml,
  'messages of errors': withoutSecrets,
};

/** Single characters that mean something to one of them, and the beginnings of what they look for. */
const PUMPS: readonly string[] = [
  ...' \t\n\u00a0<>&;=,.:/?@"\'%+-_#!()[]{}\\*a0é\u0000',
  '<!--',
  '-->',
  '<br ',
  '<li ',
  '</p ',
  '</',
  '<a="',
  "<a='>",
  '<script>',
  '</script',
  '<script></',
  '<p><',
  '&#1',
  '&amp',
  'a=',
  ' a=b;',
  'a=b&',
  '%41',
  'eyJ-',
  'eyJa.',
  'Bearer ',
  '?a',
  'a://',
  '"a",',
  ' W/"',
  'T ',
  'a@',
  '//',
  '{{',
];
const TAILS: readonly string[] = ['', '!'];

/** A text of which a part is repeated. */
interface Attack {
  readonly pump: string;
  readonly tail: string;
}

describe('the work caused by untrusted text', () => {
  const counter = new WorkCounter();
  beforeAll(async () => {
    await counter.start();
    // What was loaded up to now does not count.
    await counter.count(() => undefined);
  });
  afterAll(() => counter.stop());

  const workOf = (read: (text: string) => unknown, texts: readonly string[]): Promise<number> =>
    counter.count(() => {
      for (const text of texts) {
        try {
          read(text);
        } catch {
          // Refused.
        }
      }
    });

  const textOf = ({ pump, tail }: Attack, length: number): string =>
    pump.repeat(Math.ceil(length / pump.length)) + tail;

  async function growthOf(read: (text: string) => unknown, attack: Attack): Promise<number> {
    const long = await workOf(read, [textOf(attack, 4 * LENGTH)]);
    return long < ENOUGH_WORK ? 0 : long / (await workOf(read, [textOf(attack, LENGTH)]));
  }

  /** A count takes long, so attacks that are harmless even all together are counted together. */
  async function successfulOf(
    read: (text: string) => unknown,
    attacks: readonly Attack[],
  ): Promise<readonly Attack[]> {
    if (attacks.length > 1) {
      const texts = attacks.map((attack) => textOf(attack, 4 * LENGTH));
      if ((await workOf(read, texts)) < ENOUGH_WORK) return [];
      const middle = Math.ceil(attacks.length / 2);
      const halves = [attacks.slice(0, middle), attacks.slice(middle)];
      return [...(await successfulOf(read, halves[0] ?? [])), ...(await successfulOf(read, halves[1] ?? []))];
    }
    const [attack] = attacks;
    return attack && (await growthOf(read, attack)) > MOST_GROWTH ? [attack] : [];
  }

  it.each(Object.keys(READERS))('grows no faster than the text: %s', async (name) => {
    const attacks = PUMPS.flatMap((pump) => TAILS.map((tail) => ({ pump, tail })));
    expect(await successfulOf(READERS[name]!, attacks)).toEqual([]);
  });

  it('is counted for each character', async () => {
    const name = 'a'.repeat(LENGTH);
    expect(await workOf(htmlToText, [`<${name}>`])).toBeGreaterThan(LENGTH);
  });

  it('is counted for a search in a loop, which grows faster than the text', async () => {
    const search = (text: string): void => {
      for (let index = 0; index < text.length; index += 1) text.indexOf('!', index);
    };
    const slow = { pump: 'a', tail: '' };
    const attacks = [slow, { pump: '!', tail: '' }, { pump: '!', tail: 'a' }];
    expect(await successfulOf(search, attacks)).toEqual([slow]);
  });
});
