import { fieldsOf, isObject } from 'monday-persistence/json';
import { MappsInputError } from '../mapps.errors.js';

/** A feature of a manifest (docs/monday-platform.md#app-manifest). */
export interface ManifestFeature {
  readonly key?: string;
  readonly type: string;
  readonly name: string;
  /** Of a view. */
  readonly build?: unknown;
  readonly data: Readonly<Record<string, unknown>>;
}

/** `manifest.json`, as it was imported, with what the platform reads of it. */
export interface AppManifest {
  readonly app: {
    readonly name: string;
    readonly oauth?: { readonly scopes?: readonly string[] };
    readonly features: readonly ManifestFeature[];
  };
}

const TYPE = /^AppFeature[A-Za-z]{1,60}$/;
const MAX_FEATURES = 500;

/** @throws MappsInputError which says what is missing */
export function readManifest(content: unknown): AppManifest {
  const { version, app } = fieldsOf(content);
  if (typeof version !== 'string') throw new MappsInputError('version must be a text.');
  if (!isObject(app)) throw new MappsInputError('app must be an object.');
  const { name, slug, oauth, features } = app;
  if (typeof name !== 'string' || name === '') throw new MappsInputError('app.name must be a text.');
  // monday's own words.
  if (slug === null) throw new MappsInputError('App slug is required');
  if (oauth !== undefined) checkScopes(oauth);
  if (!Array.isArray(features) || features.length > MAX_FEATURES) {
    throw new MappsInputError(`app.features must be a list of at most ${MAX_FEATURES} features.`);
  }
  features.forEach(checkFeature);
  return content as AppManifest;
}

function checkScopes(oauth: unknown): void {
  const { scopes = [] } = fieldsOf(oauth);
  if (!Array.isArray(scopes) || !scopes.every((scope) => typeof scope === 'string')) {
    throw new MappsInputError('app.oauth.scopes must be a list of texts.');
  }
}

function checkFeature(feature: unknown, index: number): void {
  const { key, type, name, data = {} } = fieldsOf(feature);
  const place = `app.features[${index}]`;
  if (typeof type !== 'string' || !TYPE.test(type))
    throw new MappsInputError(`${place}.type is no type of a feature.`);
  if (typeof name !== 'string') throw new MappsInputError(`${place}.name must be a text.`);
  if (key !== undefined && typeof key !== 'string') throw new MappsInputError(`${place}.key must be a text.`);
  if (!isObject(data)) throw new MappsInputError(`${place}.data must be an object.`);
}
