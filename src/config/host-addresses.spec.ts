import { hostAddressesOf } from './host-addresses.js';

describe('hostAddressesOf', () => {
  it.each([
    [
      'postgres://user:p%40ss@db:5432/app?sslmode=require',
      ['postgres://user:p%40ss@db:5432/app?sslmode=require'],
    ],
    ['postgres://db/app', ['postgres://db/app']],
    ['postgres://u@[::1]:5432/app', ['postgres://u@[::1]:5432/app']],
    ['not an address', ['not an address']],
    [
      'postgres://u:p@a:5432,b:5433/app?target_session_attrs=read-write&sslmode=require',
      ['postgres://u:p@a:5432/app?sslmode=require', 'postgres://u:p@b:5433/app?sslmode=require'],
    ],
    [
      'postgresql://u@/app?host=a,b&port=1,2&options=-c%20search_path%3Dx',
      [
        'postgresql://u@a:1/app?options=-c%20search_path%3Dx',
        'postgresql://u@b:2/app?options=-c%20search_path%3Dx',
      ],
    ],
    ['postgres://u@/app?host=/run/pg', ['postgres://u@localhost/app?host=%2Frun%2Fpg']],
    ['postgres:///app?host=/run/pg&port=5433', ['postgres://localhost/app?host=%2Frun%2Fpg&port=5433']],
    ['postgres://u@%2Frun%2Fpg/app', ['postgres://u@localhost/app?host=%2Frun%2Fpg']],
  ])('reads %s', (databaseUrl, addresses) => {
    expect(hostAddressesOf(databaseUrl)).toEqual(addresses);
    if (databaseUrl.startsWith('postgres')) expect(addresses.every((each) => URL.canParse(each))).toBe(true);
  });
});
