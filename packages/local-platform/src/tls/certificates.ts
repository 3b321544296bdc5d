import 'reflect-metadata';
import { createPrivateKey, webcrypto, X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { GeneralName, GeneralSubtree, GeneralSubtrees, NameConstraints } from '@peculiar/asn1-x509';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate as IssuedCertificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** A certificate and its private key, in PEM. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

/** Of every authority that this module makes. */
const AUTHORITY_NAME = 'CN=monday-local-platform of this machine';
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
    name: AUTHORITY_NAME,
    ...lifetime(now, AUTHORITY_DAYS),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      new Extension(NAME_CONSTRAINTS, true, AsnConvert.serialize(new NameConstraints({ permittedSubtrees }))),
    ],
  });
  return { certificate: certificate.toString('pem'), key: await toPem(keys.privateKey) };
}

/**
 * Issues the certificate of the server. Its key is in memory only. Python 3.13 and other strict clients refuse it without
 * the identifiers of the keys (RFC 5280, 4.2.1.1 and 4.2.1.2).
 * @param now milliseconds since the epoch
 */
export async function issueServerCertificate(authority: KeyPair, now: number): Promise<KeyPair> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const issuer = new IssuedCertificate(authority.certificate);
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: 'CN=monday-local-platform',
    issuer: issuer.subject,
    ...lifetime(now, SERVER_DAYS),
    publicKey: keys.publicKey,
    signingKey: await fromPem(authority.key),
    signingAlgorithm: ALGORITHM,
    extensions: [
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(SERVED),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer),
    ],
  });
  return { certificate: certificate.toString('pem'), key: await toPem(keys.privateKey) };
}

/** Whether the certificate belongs to the key, and is still valid when a server certificate of today ends. */
export function isUsable({ certificate, key }: KeyPair, now: number): boolean {
  try {
    const parsed = new X509Certificate(certificate);
    const isValid = Date.parse(parsed.validTo) > now + SERVER_DAYS * DAY_MS;
    return isValid && parsed.checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}

/** Whether the certificate is one that `makeAuthority` made, on this machine or another. */
export function isOwnAuthority(certificate: string): boolean {
  try {
    return new X509Certificate(certificate).subject === AUTHORITY_NAME;
  } catch {
    return false;
  }
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
