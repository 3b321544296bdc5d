import { type ConfigurationKind } from './app-configuration.js';
import { SidecarInputError } from './sidecar.errors.js';

const NAME = /^[A-Za-z_][\w.-]{0,254}$/;
const MAX_TEXT = 64 * 1024;

/** @throws SidecarInputError */
export function configurationName(name: string): string {
  if (!NAME.test(name)) throw new SidecarInputError('This is not the name of a variable.');
  return name;
}

/** Secrets are texts, variables any JSON (docs/monday-platform.md#sidecar). @throws SidecarInputError */
export function configurationValue(kind: ConfigurationKind, body: unknown): unknown {
  const value = (body as { value?: unknown } | undefined)?.value;
  if (value === undefined) throw new SidecarInputError('value is missing.');
  if (kind === 'secrets' && typeof value !== 'string') throw new SidecarInputError('A secret is a text.');
  if (JSON.stringify(value).length > MAX_TEXT) throw new SidecarInputError('The value is too long.');
  return value;
}
