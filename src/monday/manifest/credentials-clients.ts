import { type DeclaredProvider } from '../../discovery/index.js';
import { type ManifestFeature } from './app-manifest.js';
import { credentialsFeature, credentialsUses, declaredCredentials } from './declared-credentials.js';
import { slugOf } from './names.js';

/** The OAuth clients of the app at third parties, and the blocks that use them, as the local platform needs them. */
export interface CredentialsClients {
  /** Features of the manifest with the values of variables, except for the address of the app. */
  readonly credentials: readonly ManifestFeature[];
  /** Keys of these features by the keys of blocks, by blocks such as `action "greet"`. */
  readonly credentialsUses: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * Reads the clients from the decorators of providers.
 * @param variables values for the placeholders; one without a value gets a sample, such as `local-GITHUB_CLIENT_ID`
 * @throws DeclarationError
 */
export function credentialsClients(
  providers: readonly DeclaredProvider[],
  variables: Readonly<Record<string, unknown>>,
): CredentialsClients {
  const declared = declaredCredentials(providers);
  const uses = [...credentialsUses(providers, declared)].map(([block, byKey]) => [
    block,
    Object.fromEntries(Object.entries(byKey).map(([key, { of }]) => [key, slugOf('credentials', of)])),
  ]);
  return {
    credentials: [...declared.values()].map((each) => filled(credentialsFeature(each), variables)),
    credentialsUses: Object.fromEntries(uses) as CredentialsClients['credentialsUses'],
  };
}

const ADDRESS_OF_APP = 'PUBLIC_URL';

/** A value may contain quotation marks, so it is written as JSON. */
function filled(feature: ManifestFeature, variables: Readonly<Record<string, unknown>>): ManifestFeature {
  const text = JSON.stringify(feature).replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => {
    if (name === ADDRESS_OF_APP) return placeholder;
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    return JSON.stringify(typeof value === 'string' && value !== '' ? value : `local-${name}`).slice(1, -1);
  });
  return JSON.parse(text) as ManifestFeature;
}
