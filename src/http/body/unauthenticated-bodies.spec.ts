import { UnauthenticatedBodies, type Unfinished } from './unauthenticated-bodies.js';

describe('UnauthenticatedBodies', () => {
  let yielded: string[];
  let sut: UnauthenticatedBodies;

  beforeEach(() => {
    yielded = [];
    sut = new UnauthenticatedBodies(100);
  });

  const body = (name: string): Unfinished => ({ yield: () => yielded.push(name) });

  it('lets bodies hold what fits', () => {
    sut.hold(body('a'), 60);
    sut.hold(body('b'), 40);
    expect(yielded).toEqual([]);
  });

  it('makes the oldest yield for a newer one', () => {
    const a = body('a');
    sut.hold(a, 40);
    sut.hold(body('b'), 40);
    sut.hold(a, 50);
    sut.hold(body('c'), 20);
    expect(yielded).toEqual(['a']);
    sut.hold(body('d'), 40);
    expect(yielded).toEqual(['a']);
    sut.hold(body('e'), 40);
    expect(yielded).toEqual(['a', 'b']);
  });

  it('counts what a body holds now, not the sum of what it held', () => {
    const a = body('a');
    for (const bytes of [10, 20, 40, 80]) sut.hold(a, bytes);
    sut.hold(body('b'), 20);
    expect(yielded).toEqual([]);
  });

  it('gives the place of a finished body to others, once', () => {
    const a = body('a');
    sut.hold(a, 100);
    sut.release(a);
    sut.release(a);
    sut.hold(body('b'), 100);
    expect(yielded).toEqual([]);
    sut.hold(body('c'), 1);
    expect(yielded).toEqual(['b']);
  });

  it('rejects a body that is too large alone, without evicting others', () => {
    sut.hold(body('a'), 101);
    sut.hold(body('b'), 100);
    expect(yielded).toEqual(['a']);
  });
});
