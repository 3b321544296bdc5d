import fc from 'fast-check';
import { clientAddress, networkOf } from './client-network.js';

const from = (ip: string | undefined, remoteAddress = '192.0.2.1'): string =>
  clientAddress({ ip, socket: { remoteAddress } });

describe('the address of a client', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['203.0.113.9:50000', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['[2001:db8::1]:50000', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
  ])('%s is %s', (given, address) => {
    expect(from(given)).toBe(address);
  });

  it.each(['', 'unknown', '_hidden', '999.1.1.1', '203.0.113.9:x', '[203', 'a'.repeat(9_000), undefined])(
    'is that of the socket for %j',
    (garbage) => {
      expect(from(garbage)).toBe('192.0.2.1');
    },
  );

  it('is an address whatever a proxy writes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.ipV4(),
          fc.ipV6(),
          fc.ipV6().map((ip) => `[${ip}]:1`),
        ),
        (text) => {
          const address = from(text);
          expect(() => networkOf(address, 64)).not.toThrow();
          expect(from(address)).toBe(address);
        },
      ),
    );
  });
});

describe('the network of a client', () => {
  it.each([
    ['203.0.113.9', 64, '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', 64, '2001:db8:1:2::/64'],
    ['2001:DB8:0001:2::', 64, '2001:db8:1:2::/64'],
    ['2001:db8::1', 64, '2001:db8:0:0::/64'],
    ['2001:db8:1:2:3:4:5:6', 48, '2001:db8:1::/48'],
    ['::1', 48, '0:0:0::/48'],
  ])('of %s/%i is %s', (address, prefix, network) => {
    expect(networkOf(address, prefix)).toBe(network);
  });
});
