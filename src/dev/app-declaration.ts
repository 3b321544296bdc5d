import { namesWith, SECRET_NAMES, PUBLIC_VARIABLE_NAMES, type Variables } from '../config/index.js';
import { type AppFeatures } from '../feature/index.js';
import { DeclarationError } from '../discovery/index.js';
import {
  buildManifest,
  credentialsClients,
  declaredEvents,
  FRAMEWORK_SCOPES,
  type CredentialsClients,
  type ManifestFeature,
} from '../monday/index.js';

/** What the local platform learns of an app (docs/local-platform.md#control-api). */
export interface AppDeclaration extends CredentialsClients {
  readonly scopes: readonly string[];
  /** Names of the secrets that features declare. */
  readonly secretNames: readonly string[];
  /** Ids of the plans that features declare. */
  readonly plans: readonly string[];
  /** Names of the other variables that features declare. */
  readonly variableNames: readonly string[];
  /** Blocks, fields and views, as the manifest lists them; empty if monday cannot have one of them. */
  readonly features: readonly ManifestFeature[];
  /** Names of the events that features handle. */
  readonly events: readonly string[];
}

/**
 * The declarations of the features that concern the local platform, together with the scopes of the framework.
 * @param variables of this run, for the OAuth clients at third parties
 */
export function appDeclarationOf(features: AppFeatures, variables: Variables): AppDeclaration {
  const { secret, shown } = namesWith(features.variables);
  const framework: ReadonlySet<string> = new Set([...SECRET_NAMES, ...PUBLIC_VARIABLE_NAMES]);
  const defaults = Object.assign({}, ...features.variables.map(({ type }) => new type())) as object;
  return {
    ...credentialsClients(features.providers, { ...defaults, ...variables }),
    scopes: Object.keys(features.scopesWith(FRAMEWORK_SCOPES)),
    secretNames: secret.filter((name) => !framework.has(name)),
    plans: features.plans,
    variableNames: shown.filter((name) => !framework.has(name)),
    features: manifestFeatures(features),
    events: declaredEvents(features.providers),
  };
}

/** The command `manifest` says what is wrong with a block; the app starts with it. */
function manifestFeatures({ providers, views }: AppFeatures): readonly ManifestFeature[] {
  try {
    return buildManifest({ name: 'app' }, providers, [], views).app.features;
  } catch (error) {
    if (error instanceof DeclarationError) return [];
    throw error;
  }
}
