import { type ForwardReference, type ModuleMetadata, type Type } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/constants.js';
import { featureNameOf, type DeclaredProvider } from '../discovery/index.js';
import { checkFeatures } from './check-features.js';
import { declarationOf } from './feature.js';
import { AppFeatures } from './app-features.js';

type Imported = NonNullable<ModuleMetadata['imports']>[number];
type Provider = NonNullable<ModuleMetadata['providers']>[number];

/** Modules with their providers. */
type Modules = Map<object, Provider[]>;

/**
 * The features among these modules and all that they import. Nothing is instantiated.
 * @throws DeclarationError if a declaration cannot be used
 */
export function findFeatures(imports: readonly Imported[]): AppFeatures {
  const modules: Modules = new Map();
  for (const each of imports) visit(each, modules);
  const declared = [...modules.keys()].flatMap((module) => declarationOf(module) ?? []);
  checkFeatures(declared);
  return new AppFeatures(declared, providersOf(modules));
}

/** A module that is only promised is known when the app starts, too late for a declaration. */
function visit(imported: Imported, modules: Modules): void {
  if (!isReference(imported)) return;
  if ('forwardRef' in imported)
    return visit((imported as ForwardReference<() => Imported>).forwardRef(), modules);
  const {
    module,
    imports: more = [],
    providers = [],
  } = 'module' in imported ? imported : { module: imported };
  for (const each of more) visit(each, modules);
  const known = modules.get(module);
  if (known) return void known.push(...providers);
  const own = (Reflect.getMetadata(MODULE_METADATA.PROVIDERS, module) ?? []) as readonly Provider[];
  modules.set(module, [...own, ...providers]);
  const imports = (Reflect.getMetadata(MODULE_METADATA.IMPORTS, module) ?? []) as readonly Imported[];
  for (const each of imports) visit(each, modules);
}

/** The provider classes of features, each once. What a factory makes is known when the app starts. */
function providersOf(modules: Modules): DeclaredProvider[] {
  const found = new Map<Type<object>, DeclaredProvider>();
  for (const [module, providers] of modules) {
    const feature = featureNameOf(module);
    if (feature === undefined) continue;
    for (const provider of providers) {
      const type = classOf(provider);
      if (type && !found.has(type)) found.set(type, { type, feature });
    }
  }
  return [...found.values()];
}

function classOf(provider: Provider): Type<object> | undefined {
  if (typeof provider === 'function') return provider as Type<object>;
  return 'useClass' in provider ? (provider.useClass as Type<object>) : undefined;
}

const isReference = (imported: unknown): imported is object =>
  (typeof imported === 'object' && imported !== null) || typeof imported === 'function';
