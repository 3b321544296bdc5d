import { isLoopbackHostname } from 'monday-persistence/loopback';
import { isIP } from 'node:net';
import { isEmail, ValidateBy } from 'class-validator';
import { asciiDomain } from './ascii-domain.js';
import { hostAddressesOf } from './host-addresses.js';

const HTTP: readonly string[] = ['http:', 'https:'];
const SENDER_FORM = { allow_display_name: true, require_tld: false };

/** Control and format characters, separators, and other invisible characters. */
const INVISIBLE = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u;

/** The address, if the text is one. */
export function parseAddress(text: unknown): URL | undefined {
  return typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined;
}

/** Whether the address is on this machine. */
export function isLoopback(address: URL): boolean {
  return isLoopbackHostname(address.hostname);
}

/** An address of one of these schemes, such as `postgres:`. */
export function IsAddress(...schemes: readonly string[]): PropertyDecorator {
  return check(`must be an address of ${schemes.join(' or ')}`, (address) =>
    schemes.includes(address.protocol),
  );
}

/** An address of Postgres, with the forms that `hostAddressesOf` reads. */
export function IsDatabaseAddress(): PropertyDecorator {
  return ValidateBy({
    name: 'databaseAddress',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'string' &&
        hostAddressesOf(value).every((each) => /^postgres(?:ql)?:$/.test(parseAddress(each)?.protocol ?? '')),
      defaultMessage: () => 'must be an address of postgres: or postgresql:',
    },
  });
}

/** `mongodb://`, or `mongodb+srv://`, with hosts and the one database that a connection may use. */
const DOCUMENT_DB_FORM =
  /^mongodb(?:\+srv)?:\/\/(?:[^\s/?#@]+@)?[\w.[\]:%-]+(?:,[\w.[\]:%-]+)*\/[^\s/?#\\."$]+(?:\?[^\s#]*)?$/;

/** An address of monday's Document DB (docs/monday-platform.md#document-db). */
export function IsDocumentDbAddress(): PropertyDecorator {
  return ValidateBy({
    name: 'documentDbAddress',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && DOCUMENT_DB_FORM.test(value),
      defaultMessage: () => 'must be an address of mongodb: with a host and a database',
    },
  });
}

/** An http or https address without credentials and fragment. */
export function IsHttpAddress(): PropertyDecorator {
  return check('must be an http or https address without user and fragment', isPlainHttp);
}

/** An http or https address without path and query. */
export function IsHttpRoot(): PropertyDecorator {
  return check(
    'must be an http or https address without path, query and user',
    (address) => isPlainHttp(address) && address.pathname === '/' && address.search === '',
  );
}

/** An IP address of this machine, `0.0.0.0` or `::` for all. Shells set `HOST` to other names, such as the machine's. */
export function IsListenAddress(): PropertyDecorator {
  return ValidateBy({
    name: 'listenAddress',
    validator: {
      validate: (value: unknown) => value === 'localhost' || (typeof value === 'string' && isIP(value) !== 0),
      defaultMessage: () => 'must be an IP address such as 0.0.0.0 or ::, or localhost',
    },
  });
}

/**
 * The sender of mails, `app@example.com` or `My app <app@example.com>`. The address has visible characters only, and a
 * valid domain; the name may have others, as many emoji do.
 */
export function IsSender(): PropertyDecorator {
  return ValidateBy({
    name: 'sender',
    validator: {
      validate: (value: unknown) => {
        if (typeof value !== 'string' || !isEmail(value, SENDER_FORM)) return false;
        const address = /<([^<>]+)>\s*$/.exec(value)?.[1] ?? value.trim();
        const domain = address.slice(address.lastIndexOf('@') + 1);
        return !INVISIBLE.test(address) && asciiDomain(domain) !== '';
      },
      defaultMessage: () =>
        'must be an address such as app@example.com, alone or as My app <app@example.com>',
    },
  });
}

/** Origins exactly as browsers send them. A wildcard would not match any. */
export function AreOrigins(): PropertyDecorator {
  return ValidateBy({
    name: 'areOrigins',
    validator: {
      validate: (value: unknown) => Array.isArray(value) && value.every(isOrigin),
      defaultMessage: () =>
        'must list exact origins such as https://app.example.com, without wildcards, separated by commas',
    },
  });
}

function isOrigin(value: unknown): boolean {
  const address = parseAddress(value);
  return (
    address !== undefined &&
    HTTP.includes(address.protocol) &&
    address.origin === value &&
    !address.hostname.includes('*')
  );
}

function isPlainHttp(address: URL): boolean {
  const { protocol, username, password, hash } = address;
  return HTTP.includes(protocol) && username === '' && password === '' && hash === '';
}

function check(message: string, accepts: (address: URL) => boolean): PropertyDecorator {
  return ValidateBy({
    name: 'address',
    validator: {
      validate: (value: unknown) => {
        const address = parseAddress(value);
        return address !== undefined && accepts(address);
      },
      defaultMessage: () => message,
    },
  });
}
