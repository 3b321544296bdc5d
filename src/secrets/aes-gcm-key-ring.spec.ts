import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { anyCharacter } from '../../test/framework/support/any-character.js';
import { FRAMEWORK_NAMES } from '../config/index.js';
import {
  AesGcmKeyRing,
  associatedDataOf,
  DecryptionError,
  SecretMissingError,
  SecretService,
} from './index.js';

const newKey = (kid: string): string => `${kid}:${randomBytes(32).toString('base64url')}`;

function setup(keys = newKey('k1')): { sut: AesGcmKeyRing; variables: Record<string, string> } {
  const variables = { ENCRYPTION_KEYS: keys };
  return { sut: new AesGcmKeyRing(new SecretService(variables, FRAMEWORK_NAMES)), variables };
}

function failureOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof DecryptionError) return error.failure;
    throw error;
  }
  return 'none';
}

describe('AesGcmKeyRing', () => {
  it('decrypts what it encrypted, for any text and any associated data', () => {
    const { sut } = setup();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: anyCharacter }), (text, place) => {
        expect(sut.decrypt(sut.encrypt(text, place), place)).toEqual({ plaintext: text, stale: false });
      }),
      { numRuns: 200 },
    );
  });

  it('names its key, and never produces the same ciphertext twice', () => {
    const { sut } = setup();
    const first = sut.encrypt('text', 'place');
    expect(first).toMatch(/^v1\.k1\.[A-Za-z0-9_-]+$/);
    expect(sut.encrypt('text', 'place')).not.toBe(first);
  });

  it('encrypts a text of many megabytes', () => {
    const { sut } = setup();
    const text = 'x'.repeat(12 * 1024 * 1024);
    expect(sut.decrypt(sut.encrypt(text, 'place'), 'place').plaintext).toHaveLength(text.length);
  });

  it('refuses a value with other associated data', () => {
    const { sut } = setup();
    const encrypted = sut.encrypt('text', 'account/1');
    expect(failureOf(() => sut.decrypt(encrypted, 'account/2'))).toBe('changed');
    expect(failureOf(() => sut.decrypt(encrypted, ''))).toBe('changed');
  });

  it('distinguishes associated data that is equal in UTF-8', () => {
    const { sut } = setup();
    const encrypted = sut.encrypt('text', '\ud800');
    expect(failureOf(() => sut.decrypt(encrypted, '\ud801'))).toBe('changed');
    expect(failureOf(() => sut.decrypt(encrypted, '\ufffd'))).toBe('changed');
  });

  it('refuses a value if any bit was changed', () => {
    const { sut } = setup();
    const [version = '', kid = '', body = ''] = sut.encrypt('some text', 'place').split('.');
    const bytes = Buffer.from(body, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const forged = Buffer.from(bytes);
      forged.writeUInt8(forged.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      const encrypted = [version, kid, forged.toString('base64url')].join('.');
      expect(failureOf(() => sut.decrypt(encrypted, 'place'))).toBe('changed');
    }
  });

  it('refuses a value under the name of another key', () => {
    const shared = newKey('a').slice(2);
    const { sut } = setup(`a:${shared},b:${shared}`);
    const encrypted = sut.encrypt('text', 'place');
    expect(failureOf(() => sut.decrypt(encrypted.replace('v1.a.', 'v1.b.'), 'place'))).toBe('changed');
  });

  it.each([
    ['nothing', ''],
    ['plain text', 'hello'],
    ['another version', 'v2.k1.AAAA'],
    ['no body', 'v1.k1.'],
    ['a body that is too short', 'v1.k1.AAAA'],
    ['padding', `v1.k1.${Buffer.alloc(40).toString('base64')}`],
    ['a second spelling of the same bytes', `v1.k1.${'A'.repeat(38)}B`],
  ])('reports %s as malformed', (_name, encrypted) => {
    expect(failureOf(() => setup().sut.decrypt(encrypted, 'place'))).toBe('malformed');
  });

  it('reveals nothing about a value that it cannot decrypt', () => {
    const error = new DecryptionError('changed');
    expect(error).toMatchObject({ status: 500, code: 'secrets.decryption_failed', details: undefined });
  });

  it('decrypts old values after a rotation without a restart, and reports them as stale', () => {
    const old = newKey('old');
    const { sut, variables } = setup(old);
    const encrypted = sut.encrypt('text', 'place');
    variables.ENCRYPTION_KEYS = `${newKey('new')},${old}`;
    expect(sut.decrypt(encrypted, 'place')).toEqual({ plaintext: 'text', stale: true });
    const again = sut.encrypt('text', 'place');
    expect(again).toMatch(/^v1\.new\./);
    expect(sut.decrypt(again, 'place').stale).toBe(false);
  });

  it('cannot decrypt a value whose key was removed', () => {
    const { sut, variables } = setup();
    const encrypted = sut.encrypt('text', 'place');
    variables.ENCRYPTION_KEYS = newKey('k2');
    expect(failureOf(() => sut.decrypt(encrypted, 'place'))).toBe('unknown_key');
  });

  it('creates its keys once while the secret is unchanged', () => {
    const { sut, variables } = setup();
    const made = jest.spyOn(
      jest.requireActual<typeof import('node:crypto')>('node:crypto'),
      'createSecretKey',
    );
    for (let i = 0; i < 5; i += 1) sut.decrypt(sut.encrypt('text', 'place'), 'place');
    expect(made).toHaveBeenCalledTimes(1);
    variables.ENCRYPTION_KEYS = newKey('k2');
    for (let i = 0; i < 5; i += 1) sut.encrypt('text', 'place');
    expect(made).toHaveBeenCalledTimes(2);
    made.mockRestore();
  });

  it('requires the secret', () => {
    const sut = new AesGcmKeyRing(new SecretService({}, FRAMEWORK_NAMES));
    expect(() => sut.encrypt('text', 'place')).toThrow(SecretMissingError);
  });
});

describe('associatedDataOf', () => {
  it('returns different texts for different parts', () => {
    const parts = fc.array(fc.string({ unit: anyCharacter }), { maxLength: 4 });
    fc.assert(
      fc.property(parts, parts, (left, right) => {
        const same = left.length === right.length && left.every((part, i) => part === right[i]);
        expect(associatedDataOf(...left) === associatedDataOf(...right)).toBe(same);
      }),
    );
    expect(associatedDataOf('a', 'b')).not.toBe(associatedDataOf('a","b'));
  });
});
