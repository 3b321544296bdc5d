import { applyDecorators, Module, SetMetadata, type ModuleMetadata, type Type } from '@nestjs/common';
import { type Scope } from '../config/index.js';
import { setFeatureName } from '../discovery/index.js';
import { type NamedMailTemplate } from '../mail/index.js';
import { type EncryptedRecords } from '../secrets/index.js';
import { type CollectionType } from '../storage/index.js';

/** A view of a feature, as the manifest of the app names it: its page is `/view/<feature>`. */
export interface ViewDeclaration {
  /** Where monday shows it. */
  readonly type:
    | 'AppFeatureBoardView'
    | 'AppFeatureItemView'
    | 'AppFeatureDashboardWidget'
    | 'AppFeatureObject'
    | 'AppFeatureAccountSettingsView';
  /** What users choose in monday; by default, the name of the feature in words. */
  readonly title?: string;
}

/** The declaration of a feature. Only the name is required. */
export interface FeatureDeclaration {
  /** Lower-case letters, digits and `-`; unique in the app. Messages about the feature have it. */
  readonly name: string;
  /**
   * The variables of the feature: a class with one property for each, with rules of `class-validator` and a default
   * where there is one. `@Secret()` marks a secret. Inject the class to read them.
   */
  readonly variables?: Type<object>;
  /** What the feature needs of monday's API, each scope with the reason (docs/monday-platform.md#oauth-scopes). */
  readonly scopes?: Readonly<Partial<Record<Scope, string>>>;
  /** Ids of plans of the app that `@RequiresPlan` uses, as in the Developer Center; features may share them. */
  readonly plans?: readonly string[];
  /** APIs other than monday's that the feature calls through `ApiCalls.run(name, ...)`, for metrics and traces. */
  readonly apis?: readonly string[];
  /** The tags of its routes in the OpenAPI document, each with its description. */
  readonly tags?: Readonly<Record<string, string>>;
  /** What the page in the feature's folder `view` is in monday. Only the manifest needs it. */
  readonly view?: ViewDeclaration;
  /** Makes one example of each error with a code of its own, for the OpenAPI document and the list of codes. */
  readonly errors?: () => readonly Error[];
  /** The records of the feature that contain encrypted text, so that `secure-storage rotate-key` encrypts them again. */
  readonly encryptedRecords?: readonly EncryptedRecords[];
  /** The mails of the feature, which `MailService.send` makes of a template and its values. */
  readonly mailTemplates?: readonly NamedMailTemplate[];
  /** The collections of the feature, each a class of `collection()`. They are providers, also of modules that import it. */
  readonly collections?: readonly CollectionType[];
  /**
   * On monday code, the app keeps its state, rows and secure values in monday's Document DB, unless the variables choose
   * otherwise. Declare it before the app has users there: it moves nothing.
   */
  readonly documentDb?: boolean;
}

const FEATURE = Symbol('FEATURE');

/**
 * Marks a class as a feature: a Nest module that also declares what it needs of the framework. List it in the imports of
 * `src/app/app.module.ts`.
 *
 * ```ts
 * @Feature({
 *   name: 'reminders',
 *   scopes: { 'boards:read': 'reminders reads the due dates of items' },
 *   variables: ReminderVariables,
 *   providers: [Reminders],
 * })
 * export class RemindersFeature {}
 * ```
 */
export const Feature = (options: FeatureDeclaration & ModuleMetadata): ClassDecorator => {
  const { imports, controllers, providers = [], exports = [], ...declared } = options;
  const { collections = [] } = declared;
  const declaration: FeatureDeclaration = { ...declared, collections };
  const all: ModuleMetadata = {
    imports,
    controllers,
    providers: [...providers, ...collections],
    exports: [...exports, ...collections],
  };
  return applyDecorators(Module(all), setFeatureName(declared.name), SetMetadata(FEATURE, declaration));
};

/** What the module declares; `undefined` for a module that is no feature. */
export function declarationOf(module: object): FeatureDeclaration | undefined {
  return Reflect.getOwnMetadata(FEATURE, module) as FeatureDeclaration | undefined;
}
