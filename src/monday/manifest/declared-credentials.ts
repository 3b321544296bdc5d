import { declaredMethods, DeclarationRefusedError, type DeclaredProvider } from '../../discovery/index.js';
import { checkUses } from '../blocks/credentials/credentials.registry.js';
import {
  nameOfUse,
  USES_CREDENTIALS,
  type CredentialsUse,
  type CredentialsUseMetadata,
} from '../blocks/credentials/credentials-use.js';
import {
  MONDAY_CREDENTIALS,
  type CredentialsMetadata,
} from '../blocks/credentials/monday-credentials.decorator.js';
import { addressOf, type ManifestFeature } from './app-manifest.js';
import { inWords, slugOf } from './names.js';

/** The credentials of third parties that the app declares, by name. */
export type DeclaredCredentials = ReadonlyMap<string, CredentialsMetadata & { readonly place: string }>;

/** What a block asks its user for, by the block's own keys. */
export type UsesByKey = Readonly<Record<string, CredentialsUse>>;

export function declaredCredentials(providers: readonly DeclaredProvider[]): DeclaredCredentials {
  const found = declaredMethods<CredentialsMetadata>(providers, MONDAY_CREDENTIALS);
  return new Map(found.map(({ metadata, place }) => [metadata.name, { ...metadata, place }]));
}

/** What each block and field uses, by its name such as `action "greet"`. @throws DeclarationRefusedError */
export function credentialsUses(
  providers: readonly DeclaredProvider[],
  declared: DeclaredCredentials,
): ReadonlyMap<string, UsesByKey> {
  const found = declaredMethods<CredentialsUseMetadata>(providers, USES_CREDENTIALS);
  return new Map(
    found.map(({ metadata, place }) => {
      checkUses(metadata, [...declared.keys()], (problem) => {
        throw new DeclarationRefusedError(place, problem);
      });
      const uses = Object.entries(metadata.uses).map(([key, use]) => [
        key,
        typeof use === 'string' ? { of: use } : use,
      ]);
      return [metadata.block, Object.fromEntries(uses) as UsesByKey];
    }),
  );
}

/** The feature "Credentials" of a third party. The import replaces the placeholders of client id and secret. */
export function credentialsFeature(credentials: CredentialsMetadata): ManifestFeature {
  const { name, title = inWords(name), description, tokenTtlSeconds = 3_600 } = credentials;
  const { authorizeUrl, tokenUrl, refreshUrl = tokenUrl, scopes, separator = 'Comma' } = credentials;
  const key = slugOf('credentials', name);
  const { clientId, clientSecret } = clientVariables(credentials);
  return {
    key,
    type: 'AppFeatureCredentials',
    name: title,
    data: {
      name: title,
      ...(description !== undefined && { description }),
      referenceId: { slug: key },
      authMethod: 'oAuth2',
      authConfig: {
        clientId: `{{${clientId}}}`,
        authorizeRequest: { url: authorizeUrl, params: [] },
        tokenRequest: { url: tokenUrl, body: [] },
        refreshTokenRequest: { url: refreshUrl, body: [] },
        onPremise: false,
        scopeConfig: { scopes: scopes.join(separator === 'Comma' ? ',' : ' '), separator },
        providerUniqueIdentifierRequest: { url: addressOf(`/monday/credentials/${name}/identifier`) },
        fallbackTokenExpiration: { tokenTtlSeconds },
        callbackResponse: { extractParams: [] },
        tokenResponse: { extractParams: [] },
      },
      configured_secret_names: ['clientSecret'],
      mfValidated: true,
    },
    secrets: { clientSecret: `{{${clientSecret}}}` },
  };
}

/** Names of the variables with the client's id and secret. */
export function clientVariables({ name, clientIdVariable, clientSecretVariable }: CredentialsMetadata): {
  readonly clientId: string;
  readonly clientSecret: string;
} {
  const prefix = name.replace(/\W/g, '_').toUpperCase();
  return {
    clientId: clientIdVariable ?? `${prefix}_CLIENT_ID`,
    clientSecret: clientSecretVariable ?? `${prefix}_CLIENT_SECRET`,
  };
}

/** The accounts that a block asks its user for; nothing if there are none. */
export function credentialsConfig(uses: UsesByKey = {}, declared: DeclaredCredentials): object {
  const credentials = Object.entries(uses).map(([key, use], index) => {
    const title = use.title ?? declared.get(use.of)?.title ?? inWords(use.of);
    return {
      id: index + 1,
      credentialsHeader: title,
      credentialsTitle: title,
      credentialsReferenceId: { slug: slugOf('credentials', use.of) },
      credentialsKey: key,
      credentialsPlaceholder: use.placeholder ?? 'Choose an account',
    };
  });
  return credentials.length === 0 ? {} : { credentialsConfig: { credentials } };
}

/** The accounts whose choice the options of a field depend on. */
export function credentialsDependencies(uses: UsesByKey = {}): object {
  const credentials = Object.entries(uses).map(([credentialsKey, use]) => ({
    credentialsReferenceId: { slug: slugOf('credentials', use.of) },
    credentialsKey,
  }));
  return credentials.length === 0 ? {} : { credentialsDependencyConfig: { credentials } };
}

/**
 * Which account of the block each account of its field is.
 * @param refuse reports a problem with the field
 */
export function credentialsConstraints(
  ofField: UsesByKey = {},
  ofBlock: UsesByKey = {},
  refuse: (problem: string) => never,
): Record<string, object> {
  return Object.fromEntries(
    Object.entries(ofField).map(([key, use]) => {
      const keys = Object.keys(ofBlock).filter((each) => nameOfUse(ofBlock[each]!) === use.of);
      const targetCredentialsKey = keys.find((each) => each === key) ?? keys[0];
      if (targetCredentialsKey === undefined || (keys.length > 1 && targetCredentialsKey !== key)) {
        const found = keys.length === 0 ? 'has none' : `has ${keys.join(', ')}`;
        refuse(
          `it needs the credentials "${use.of}" and the block ${found}. Declare credentials: { ${key}: '${use.of}' }`,
        );
      }
      return [key, { targetCredentialsKey }];
    }),
  );
}
