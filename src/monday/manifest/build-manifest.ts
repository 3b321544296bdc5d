import { type Type } from '@nestjs/common';
import {
  declaredMethods,
  DeclarationRefusedError,
  DeclaredTwiceError,
  type DeclaredProvider,
} from '../../discovery/index.js';
import {
  type BlockFields,
  type FieldDeclaration,
  type TriggerDeclaration,
} from '../blocks/block-declaration.js';
import {
  MONDAY_ACTION,
  MONDAY_DECLARATION,
  MONDAY_FIELD,
  MONDAY_TRIGGER,
  NoInput,
  type ActionMetadata,
  type TriggerMetadata,
} from '../blocks/decorators.js';
import { addressOf, type AppManifest, type ManifestFeature } from './app-manifest.js';
import {
  credentialsConfig,
  credentialsDependencies,
  credentialsFeature,
  credentialsUses,
  declaredCredentials,
  type DeclaredCredentials,
  type UsesByKey,
} from './declared-credentials.js';
import { declaredFields, withDeclarations, type DeclaredField } from './declared-fields.js';
import { fieldConfigs, type FieldScope } from './field-config.js';
import { inWords, slugOf } from './names.js';

/** A block as its decorator declares it. */
interface Block {
  readonly kind: 'action' | 'trigger';
  readonly name: string;
  readonly place: string;
  readonly declaration: Pick<TriggerDeclaration, 'title' | 'description' | 'outputFields'>;
  readonly inputs: readonly DeclaredField[];
  /** The addresses that monday calls. */
  readonly executionConfig: object;
}

/** The page in the folder `view` of a feature. */
interface DeclaredView {
  /** Of the feature. */
  readonly name: string;
  /** Such as `AppFeatureBoardView`. */
  readonly type: string;
  readonly title?: string;
}

interface OwnField {
  readonly name: string;
  readonly place: string;
  readonly declaration: FieldDeclaration;
}

/** What blocks and fields may refer to. */
interface Declared {
  /** Names of the app's own fields. */
  readonly fields: ReadonlySet<string>;
  readonly credentials: DeclaredCredentials;
  readonly uses: ReadonlyMap<string, UsesByKey>;
}

/**
 * Makes the app's manifest from the decorators of its providers, without starting it.
 * @param owner the name of the app, and other properties that only the owner knows, such as `slug` and `color`
 * @param scopes all that the app needs
 * @param views of the features
 * @throws DeclarationError if monday cannot have a declared block
 */
export function buildManifest(
  owner: { readonly name: string; readonly [other: string]: unknown },
  providers: readonly DeclaredProvider[],
  scopes: readonly string[],
  views: readonly DeclaredView[] = [],
): AppManifest {
  const fields = ownFields(providers);
  const blocks = [...actions(providers), ...triggers(providers)];
  const credentials = declaredCredentials(providers);
  const all: Declared = {
    fields: new Set(fields.map(({ name }) => name)),
    credentials,
    uses: credentialsUses(providers, credentials),
  };
  refuseTwice([...fields.map((field) => ({ kind: 'field' as const, ...field })), ...blocks]);
  const features = [
    ...[...credentials.values()].map(credentialsFeature),
    ...fields.map((field) => fieldFeature(field, all)),
    ...blocks.map((block) => blockFeature(block, all)),
    ...views.map(viewFeature),
  ];
  return { version: '1.0.0', app: { ...owner, oauth: { scopes: [...scopes].sort() }, features } };
}

function actions(providers: readonly DeclaredProvider[]): Block[] {
  return declaredMethods<ActionMetadata>(providers, MONDAY_ACTION).map(({ metadata, place }) => {
    const { name, input, inputFields } = metadata;
    return {
      kind: 'action',
      name,
      place,
      declaration: metadata,
      inputs: inputsOf(`action "${name}"`, input, inputFields, place),
      executionConfig: { runConfig: { url: addressOf(`/monday/actions/${name}`) } },
    };
  });
}

function triggers(providers: readonly DeclaredProvider[]): Block[] {
  return declaredMethods<TriggerMetadata>(providers, MONDAY_TRIGGER).map(({ metadata, place }) => {
    const { name, input, inputFields } = metadata;
    const path = `/monday/triggers/${name}`;
    return {
      kind: 'trigger',
      name,
      place,
      declaration: metadata,
      inputs: inputsOf(`trigger "${name}"`, input, inputFields, place),
      executionConfig: {
        subscribeConfig: { url: addressOf(`${path}/subscribe`) },
        unsubscribeConfig: { url: addressOf(`${path}/unsubscribe`) },
      },
    };
  });
}

/** The fields of a class, with what is declared of them; without a class, the declared ones. */
function inputsOf(
  block: string,
  input: Type<object> | undefined,
  declared: Type<object> | BlockFields = {},
  place: string,
): DeclaredField[] {
  if (input === undefined || typeof declared === 'function') return declaredFields(declared);
  const known = input === NoInput ? [] : declaredFields(input);
  const unknown = Object.keys(declared).find((key) => !known.some((field) => field.key === key));
  if (unknown !== undefined) {
    throw new DeclarationRefusedError(
      place,
      `the ${block} declares the input field "${unknown}", which ${input.name} does not have. Add the property with a rule.`,
    );
  }
  return withDeclarations(known, declared);
}

const ownFields = (providers: readonly DeclaredProvider[]): OwnField[] =>
  declaredMethods<string>(providers, MONDAY_FIELD).map(({ metadata: name, method, place }) => ({
    name,
    place,
    declaration: Reflect.getMetadata(MONDAY_DECLARATION, method) as FieldDeclaration,
  }));

function blockFeature(block: Block, { fields: ownFields, credentials, uses }: Declared): ManifestFeature {
  const { kind, name, place, declaration, inputs, executionConfig } = block;
  const scope: Omit<FieldScope, 'direction'> = {
    ownFields,
    block: `${kind} "${name}"`,
    uses,
    refuse: (problem) => {
      throw new DeclarationRefusedError(place, problem);
    },
  };
  const outputs = declaredFields(declaration.outputFields);
  return feature('AppFeatureBlock', kind, name, declaration, {
    kind,
    inboundFieldsConfig: { fields: fieldConfigs(inputs, { ...scope, direction: 'input' }) },
    outboundFieldsConfig: { fields: fieldConfigs(outputs, { ...scope, direction: 'output' }) },
    executionConfig,
    ...credentialsConfig(uses.get(scope.block), credentials),
  });
}

function fieldFeature({ name, declaration }: OwnField, { uses }: Declared): ManifestFeature {
  const listUrl = addressOf(`/monday/fields/${name}`);
  return feature('AppFeatureFieldType', 'field', name, declaration, {
    defaultFieldKey: name.replace(/\W/g, '_'),
    primitiveType: declaration.primitiveType ?? 'string',
    configurationMetadata: { remote: { app: 'apps', type: 'appFeatureOptions', listUrl } },
    ...credentialsDependencies(uses.get(`field "${name}"`)),
  });
}

/** The fields of an exported manifest (docs/monday-platform.md#app-manifest). */
const viewFeature = ({ name, type, title = inWords(name) }: DeclaredView): ManifestFeature => ({
  key: slugOf('view', name),
  type,
  name: title,
  build: { kind: 'view', url: addressOf(`/view/${name}`) },
  data: { mode: 'iframe' },
});

function feature(
  type: 'AppFeatureBlock' | 'AppFeatureFieldType',
  kind: 'action' | 'trigger' | 'field',
  name: string,
  { title = inWords(name), description }: { readonly title?: string; readonly description?: string },
  data: object,
): ManifestFeature {
  const key = slugOf(kind, name);
  const texts = { name: title, ...(description !== undefined && { description }) };
  return {
    key,
    type,
    name: title,
    data: { ...texts, referenceId: { slug: key }, ...data, mfValidated: true },
  };
}

/** Two names are one if the manifest writes them alike, such as `a.b` and `a-b`. */
function refuseTwice(
  declared: readonly { kind: 'action' | 'trigger' | 'field'; name: string; place: string }[],
): void {
  const places = new Map<string, string>();
  for (const { kind, name, place } of declared) {
    const other = places.get(slugOf(kind, name));
    if (other !== undefined) throw new DeclaredTwiceError(`${kind} "${name}"`, place, other);
    places.set(slugOf(kind, name), place);
  }
}
