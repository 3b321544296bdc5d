import { portOf } from './port-of.js';

describe('portOf', () => {
  it.each([
    [undefined, 8081],
    ['', 8081],
    ['0', 0],
    ['65535', 65535],
  ])('reads %j as %i', (text, port) => {
    expect(portOf({ SANDBOX_PORT: text }, 'SANDBOX_PORT', 8081)).toBe(port);
  });

  it.each(['65536', '-1', 'abc', '80.5', '8e3', ' 80'])('refuses %j by the name of the variable', (text) => {
    expect(() => portOf({ SANDBOX_PORT: text }, 'SANDBOX_PORT', 8081)).toThrow(
      /\n {2}SANDBOX_PORT: must be a port, 0 to 65535$/,
    );
  });
});
