import { describeCause, withoutSecrets } from './cause.js';

describe('withoutSecrets', () => {
  it.each([
    ['GET https://a.example/b?code=x&state=y failed', 'GET https://a.example/b?*** failed'],
    ['POST /mndy-queue?secret=abc', 'POST /mndy-queue?***'],
    ['connect redis://user:pass@host:6379', 'connect redis://***@host:6379'],
    ['sent Authorization: Bearer abc.def', 'sent Authorization: Bearer ***'],
    ['token eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2ln here', 'token *** here'],
    ['x-eyJhbGci.eyJhIjox.c2ln, (eyJhbGci.eyJhIjox.)', 'x-***, (***)'],
    ['host.eyJhbGci.eyJhIjox.c2ln/eyJhbGci.eyJhIjox.c2ln', 'host.***/***'],
    ['eyJhbGci.eyJhIjox heyJa.b.c eyJ.a.b eyJa..b', 'eyJhbGci.eyJhIjox heyJa.b.c eyJ.a.b eyJa..b'],
    ['is this fine? yes', 'is this fine? yes'],
  ])('turns %p into %p', (text, safe) => {
    expect(withoutSecrets(text)).toBe(safe);
  });

  it('stays fast on a long hostile text', () => {
    expect(withoutSecrets('/'.repeat(100_000))).toHaveLength(100_000);
    expect(withoutSecrets('a://'.repeat(25_000))).toHaveLength(100_000);
  });
});

describe('describeCause', () => {
  it('follows the causes', () => {
    const error = new Error('outer', {
      cause: Object.assign(new TypeError('inner'), { code: 'ECONNREFUSED' }),
    });
    expect(describeCause(error, { withStack: true })).toMatchObject({
      type: 'Error',
      message: 'outer',
      cause: { type: 'TypeError', message: 'inner', code: 'ECONNREFUSED' },
    });
  });

  it('gives the stack only where it is asked for', () => {
    expect(describeCause(new Error('x'), { withStack: true }).stack).toContain('cause.spec');
    expect(describeCause(new Error('x'), { withStack: false })).toEqual({ type: 'Error', message: 'x' });
  });

  it('ends where errors cause each other', () => {
    const error = new Error('loop');
    error.cause = error;
    expect(JSON.stringify(describeCause(error, { withStack: true })).match(/"message"/g)).toHaveLength(5);
  });

  it('says only the type of what is no error', () => {
    expect(describeCause('s3cret', { withStack: true })).toEqual({ type: 'string' });
    expect(describeCause(null, { withStack: true })).toEqual({ type: 'null' });
  });
});
