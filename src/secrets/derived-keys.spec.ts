import { type KeyObject } from 'node:crypto';
import { DerivedKeys } from './derived-keys.js';
import { FRAMEWORK_NAMES } from '../config/index.js';
import { SecretService } from './secret.service.js';

const key = (fill: number): string => Buffer.alloc(32, fill).toString('base64url');

function setup() {
  const variables = { ENCRYPTION_KEYS: `a:${key(1)}`, JWT_KEYS: `j:${key(7)}` };
  return { sut: new DerivedKeys(new SecretService(variables, FRAMEWORK_NAMES)), variables };
}

const textOf = (keys: readonly KeyObject[]): string[] =>
  keys.map((each) => each.export().toString('base64url'));

describe('DerivedKeys', () => {
  it('derives 32 bytes from each key of the ring, different for each purpose', () => {
    const { sut, variables } = setup();
    variables.ENCRYPTION_KEYS = `b:${key(2)},a:${key(1)}`;
    const all = [...textOf(sut.of('one')), ...textOf(sut.of('other')), key(1), key(2)];
    expect(new Set(all).size).toBe(6);
    expect(all.map((text) => Buffer.from(text, 'base64url').length)).toEqual(Array(6).fill(32));
  });

  it('derives the same keys in every process, and again only if the ring changes', () => {
    const { sut, variables } = setup();
    const before = sut.of('one');
    variables.JWT_KEYS = `k:${key(8)}`;
    expect(sut.of('one')).toBe(before);
    expect(textOf(setup().sut.of('one'))).toEqual(textOf(before));
    variables.ENCRYPTION_KEYS = `b:${key(2)},a:${key(1)}`;
    expect(textOf(sut.of('one'))[1]).toBe(textOf(before)[0]);
  });
});
