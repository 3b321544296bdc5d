import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { sha256 } from 'monday-persistence/hash';
import { type AppConfig } from '../../config/index.js';
import { VaultPersistence } from '../../persistence/vault/vault.persistence.js';
import { identifierParts, RING } from '../../../test/framework/support/identifier-parts.js';
import { MemoryVault } from '../../../test/framework/support/memory-vault.js';
import { LookupDelayedError, SessionExpiredError } from '../auth.errors.js';
import { Sessions } from './sessions.js';

const SUBJECT = { userId: '11', accountId: '22', role: 'member', grantId: 'grant' } as const;
/** As version 0.1.0 gave it out. */
const UNMARKED = `${'u'.repeat(42)}A`;

async function setup() {
  const persistence = new VaultPersistence({ vault: new MemoryVault(), clock: SYSTEM_CLOCK });
  await persistence.open();
  await persistence.upsert(`auth/session/${sha256(UNMARKED)}`, JSON.stringify(SUBJECT));
  const get = jest.spyOn(persistence, 'get');
  const parts = identifierParts(persistence);
  const config = { jwt: { refreshTtlSeconds: 2_592_000, sessionMaxSeconds: 7_776_000 } } as AppConfig;
  const shorten = (sessionMaxSeconds: number): void => void Object.assign(config.jwt, { sessionMaxSeconds });
  const instance = (): Sessions =>
    new Sessions(persistence, config, parts.tokens, parts.lookups, parts.clock);
  return { sut: instance(), other: instance(), get, shorten, ...parts };
}

describe('Sessions', () => {
  it('finds the session of an id that another instance gave out', async () => {
    const { sut, other } = await setup();
    expect(await other.find(await sut.begin(SUBJECT))).toMatchObject(SUBJECT);
  });

  it('ends a session that is older than the operator now allows, from memory too, and none of 0.1.0', async () => {
    const { sut, shorten, clock } = await setup();
    const id = await sut.begin(SUBJECT);
    clock.advance(60_000);
    expect(await sut.find(id)).toMatchObject(SUBJECT);
    shorten(60);
    expect(() => sut.find(id)).toThrow(SessionExpiredError);
    clock.advance(60_000);
    await expect(sut.find(id)).rejects.toBeInstanceOf(SessionExpiredError);
    expect(await sut.find(UNMARKED)).toEqual(SUBJECT);
  });

  it('refuses made-up ids without a look into the store', async () => {
    const { sut, get } = await setup();
    const id = await sut.begin(SUBJECT);
    const changed = (at: number): string => id.slice(0, at) + (id[at] === 'A' ? 'B' : 'A') + id.slice(at + 1);
    for (const madeUp of ['', 'x', changed(0), changed(42), changed(30), `${id}A`, `${UNMARKED}.`])
      expect(await sut.find(madeUp)).toBeUndefined();
    expect(get).not.toHaveBeenCalled();
  });

  it('looks once for a session that ended', async () => {
    const { sut, other, get } = await setup();
    const id = await sut.begin(SUBJECT);
    await sut.end(id);
    for (let time = 0; time < 3; time += 1) expect(await other.find(id)).toBeUndefined();
    expect(get).toHaveBeenCalledTimes(1);
  });

  it('looks for few ids without a mark, and for those that are good as for any other', async () => {
    const { sut, get, clock } = await setup();
    expect(await sut.find(UNMARKED)).toEqual(SUBJECT);
    clock.advance(1_000);
    const find = (index: number) => sut.find(`${String(index).padStart(42, 'm')}A`);
    expect(await find(0)).toBeUndefined();
    for (let index = 1; index < 20; index += 1) expect(() => find(index)).toThrow(LookupDelayedError);
    expect(get).toHaveBeenCalledTimes(2);
    // Nothing is left, and what was read is no longer fresh.
    clock.advance(60_000);
    expect(await sut.find(UNMARKED)).toEqual(SUBJECT);
    clock.advance(1_000);
    expect(await find(20)).toBeUndefined();
  });

  it('finds sessions whose key left the ring', async () => {
    const { sut, other, rotateTo } = await setup();
    const id = await sut.begin(SUBJECT);
    rotateTo(RING.second);
    expect(await other.find(id)).toMatchObject(SUBJECT);
  });
});
