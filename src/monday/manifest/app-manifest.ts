/**
 * The manifest of an app, as `mapps manifest:import` reads it (docs/monday-platform.md#app-manifest). The command replaces
 * `{{NAME}}` by the variable of that name.
 */
export interface AppManifest {
  /** Of the schema. */
  readonly version: string;
  readonly app: {
    readonly name: string;
    readonly oauth: { readonly scopes: readonly string[] };
    readonly features: readonly ManifestFeature[];
    /** What only the owner knows, such as `slug` and `color`. */
    readonly [other: string]: unknown;
  };
}

/** A feature in monday's sense: a block, a type of field, credentials of a third party, or a view. */
export interface ManifestFeature {
  /** Unique in the app; other features refer to it as `slug`. */
  readonly key: string;
  readonly type: string;
  readonly name: string;
  /** Of a view: where its page is. */
  readonly build?: { readonly kind: 'view'; readonly url: string };
  readonly data: Readonly<Record<string, unknown>>;
  /** Placeholders only. */
  readonly secrets?: Readonly<Record<string, string>>;
}

/** Address of a route of the app; the import replaces the variable. */
export const addressOf = (path: string): string => `{{PUBLIC_URL}}${path}`;
