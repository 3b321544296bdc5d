import { type ConfigExtensions, type OwnVariables } from '../config/index.js';
import { type DeclaredProvider } from '../discovery/index.js';
import { type NamedMailTemplate } from '../mail/index.js';
import { type EncryptedRecords } from '../secrets/index.js';
import { type CollectionDeclaration } from '../storage/index.js';
import { type FeatureDeclaration, type ViewDeclaration } from './feature.js';

/** The features of an app, with what they declare together. Made by `findFeatures`, which has checked it. */
export class AppFeatures {
  /** @param providers the classes of the features' providers, whose decorators can be read without starting the app */
  constructor(
    readonly all: readonly FeatureDeclaration[],
    readonly providers: readonly DeclaredProvider[] = [],
  ) {}

  get variables(): OwnVariables[] {
    return this.all.flatMap(({ name, variables }) =>
      variables === undefined ? [] : [{ feature: name, type: variables }],
    );
  }

  /** Why each scope is needed, by the scope: by the framework, and by the features. */
  scopesWith(framework: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    const reasons = new Map<string, string[]>();
    for (const scopes of [framework, ...this.all.map((feature) => feature.scopes ?? {})]) {
      for (const [scope, reason] of Object.entries(scopes)) {
        reasons.set(scope, [...(reasons.get(scope) ?? []), reason]);
      }
    }
    return Object.fromEntries([...reasons].map(([scope, texts]) => [scope, texts.join('; ')]));
  }

  configExtensions(frameworkScopes: Readonly<Record<string, string>>): ConfigExtensions {
    return { own: this.variables, scopes: Object.keys(this.scopesWith(frameworkScopes)) };
  }

  get plans(): string[] {
    return [...new Set(this.all.flatMap(({ plans = [] }) => plans))];
  }

  get apis(): string[] {
    return this.all.flatMap(({ apis = [] }) => apis);
  }

  get tags(): Readonly<Record<string, string>> {
    return Object.assign({}, ...this.all.map(({ tags = {} }) => tags)) as Record<string, string>;
  }

  get views(): (ViewDeclaration & { readonly name: string })[] {
    return this.all.flatMap(({ name, view }) => (view ? [{ name, ...view }] : []));
  }

  /** One example of each error that a feature declares. */
  get errors(): Error[] {
    return this.all.flatMap(({ errors }) => [...(errors?.() ?? [])]);
  }

  get encryptedRecords(): EncryptedRecords[] {
    return this.all.flatMap(({ encryptedRecords = [] }) => encryptedRecords);
  }

  get collections(): CollectionDeclaration[] {
    return this.all.flatMap(({ collections = [] }) => collections.map(({ declaration }) => declaration));
  }

  /** Whether the app keeps what it stores on monday code in the Document DB. */
  get usesDocumentDb(): boolean {
    return this.all.some(({ documentDb }) => documentDb);
  }

  get mailTemplates(): NamedMailTemplate[] {
    return this.all.flatMap(({ mailTemplates = [] }) => mailTemplates);
  }
}
