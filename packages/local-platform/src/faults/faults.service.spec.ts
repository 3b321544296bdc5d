import { PlannedFaults } from './faults.service.js';
import { type FaultPlan, type FaultTarget } from './fault.js';

const call = (method = 'GET', path = '/v2', account?: string): FaultTarget => ({
  method,
  path,
  accountId: () => Promise.resolve(account),
});

describe('PlannedFaults', () => {
  const planned = (plan: Partial<FaultPlan>, random: () => number = Math.random): PlannedFaults => {
    const sut = new PlannedFaults(random);
    sut.add({ kind: 'reset', ...plan });
    return sut;
  };
  const strikes = async (sut: PlannedFaults, target = call()): Promise<boolean> =>
    (await sut.ofCall(target)).length > 0;

  it.each([
    [undefined, 'PUT', '/any', true],
    ['/v2', 'POST', '/v2', true],
    ['/v2', 'POST', '/v2/more', false],
    ['post /v2', 'POST', '/v2', true],
    ['GET /v2', 'POST', '/v2', false],
    ['DELETE', 'DELETE', '/x', true],
    ['* /storage/*', 'PUT', '/storage/a/b', true],
    ['/a.c', 'GET', '/abc', false],
  ])('holds the route %j against %s %s', async (route, method, path, expected) => {
    expect(await strikes(planned({ route }), call(method, path))).toBe(expected);
  });

  it('strikes the account that was named', async () => {
    const sut = planned({ accountId: '1' });
    expect(await strikes(sut, call('GET', '/v2', '1'))).toBe(true);
    expect(await strikes(sut, call('GET', '/v2', '2'))).toBe(false);
    expect(await strikes(sut)).toBe(false);
  });

  it('is over after its count, also for calls at the same time', async () => {
    const sut = planned({ count: 2, accountId: '1' });
    const target = call('GET', '/v2', '1');
    const struck = await Promise.all([strikes(sut, target), strikes(sut, target), strikes(sut, target)]);
    expect(struck.filter(Boolean)).toHaveLength(2);
    expect(sut.list()).toEqual([]);
  });

  it('strikes its share of the calls', async () => {
    const draws = [0.1, 0.29, 0.3, 0.9];
    const sut = planned({ share: 0.3 }, () => draws.shift() ?? 1);
    const struck = [];
    for (let index = 0; index < 4; index += 1) struck.push(await strikes(sut));
    expect(struck).toEqual([true, true, false, false]);
    expect(sut.list()[0]).toMatchObject({ struck: 2 });
  });

  it('adds latency to another fault, but strikes with one of the others only', async () => {
    const sut = planned({ kind: 'latency', latencyMs: 5 });
    sut.add({ kind: 'conflict' });
    sut.add({ kind: 'hang' });
    expect((await sut.ofCall(call())).map(({ kind }) => kind)).toEqual(['latency', 'conflict']);
  });

  it('keeps deliveries and calls apart', async () => {
    const sut = planned({ kind: 'duplicate-delivery' });
    expect(await strikes(sut)).toBe(false);
    expect(await sut.ofDelivery(call())).toHaveLength(1);
  });
});
