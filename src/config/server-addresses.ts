import { type Variables } from 'monday-persistence/configuration';
import { type NeededVariable } from '../drivers/index.js';

/**
 * The addresses of the servers that the drivers use, with their passwords. An address may change while the app runs,
 * because its file was rotated: read it for each new connection.
 */
export class ServerAddresses {
  constructor(private readonly variables: Variables) {}

  /** @throws TypeError if it is not set; a configuration whose drivers lack a variable is refused at the start */
  require(name: NeededVariable): string {
    const address = this.variables[name];
    if (!address) throw new TypeError(`${name} is not set.`);
    return address;
  }

  /** Whether monday code has a vault for this app. */
  get hasVault(): boolean {
    return Boolean(this.variables['SECURE_STORAGE_ADDRESS']);
  }
}
