import 'reflect-metadata';
import { webcrypto, X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { GeneralName, GeneralSubtree, GeneralSubtrees, NameConstraints } from '@peculiar/asn1-x509';
import {
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509Certificate as IssuedCertificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** A certificate and its private key, in PEM. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const AUTHORITY_DAYS = 730;
/** No longer than the 398 days that browsers take of a server's certificate. */
const SERVER_DAYS = 30;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const NAME_CONSTRAINTS = '2.5.29.30';

/** What the authority may vouch for; a name covers its subdomains (RFC 5280, 4.2.1.10). */
const PERMITTED = [{ dNSName: 'monday.com' }, { dNSName: 'localhost' }, { iPAddress: '127.0.0.1/32' }];
const SERVED = [
  ...['monday.com', '*.monday.com', 'localhost'].map((value) => ({ type: 'dns', value }) as const),
  { type: 'ip', value: '127.0.0.1' } as const,
];

cryptoProvider.set(webcrypto as Crypto);

/**
 * Makes an authority that clients accept for monday.com, localhost and 127.0.0.1 only: the certificate says so, so that
 * a stolen key is useless for any other name.
 * @param now milliseconds since the epoch
 */
export async function makeAuthority(now: number): Promise<KeyPair> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const permittedSubtrees = new GeneralSubtrees(
    PERMITTED.map((name) => new GeneralSubtree({ base: new GeneralName(name) })),
  );
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: 'CN=monday-local-platform of this machine',
    ...lifetime(now, AUTHORITY_DAYS),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
      new Extension(NAME_CONSTRAINTS, true, AsnConvert.serialize(new NameConstraints({ permittedSubtrees }))),
    ],
  });
  return { certificate: certificate.toString('pem'), key: await toPem(keys.privateKey) };
}

/**
 * Issues the certificate of the server. Its key is in memory only.
 * @param now milliseconds since the epoch
 */
export async function issueServerCertificate(authority: KeyPair, now: number): Promise<KeyPair> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: 'CN=monday-local-platform',
    issuer: new IssuedCertificate(authority.certificate).subject,
    ...lifetime(now, SERVER_DAYS),
    publicKey: keys.publicKey,
    signingKey: await fromPem(authority.key),
    signingAlgorithm: ALGORITHM,
    extensions: [
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(SERVED),
    ],
  });
  return { certificate: certificate.toString('pem'), key: await toPem(keys.privateKey) };
}

/** Whether the certificate is still valid when a server certificate of today ends. */
export function outlivesServer(certificate: string, now: number): boolean {
  return Date.parse(new X509Certificate(certificate).validTo) > now + SERVER_DAYS * DAY_MS;
}

/** From an hour ago, for clients whose clock is slow. */
function lifetime(now: number, days: number): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(now - DAY_MS / 24), notAfter: new Date(now + days * DAY_MS) };
}

/** Positive, and random, because clients refuse two certificates of one issuer with the same number. */
function serialNumber(): string {
  return `01${Buffer.from(webcrypto.getRandomValues(new Uint8Array(15))).toString('hex')}`;
}

async function toPem(key: webcrypto.CryptoKey): Promise<string> {
  const bytes = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key));
  const lines = bytes.toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return `-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`;
}

function fromPem(pem: string): Promise<webcrypto.CryptoKey> {
  const bytes = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  return webcrypto.subtle.importKey('pkcs8', bytes, ALGORITHM, false, ['sign']);
}
