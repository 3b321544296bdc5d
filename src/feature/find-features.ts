import { type ForwardReference, type ModuleMetadata } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/constants.js';
import { checkFeatures } from './check-features.js';
import { declarationOf } from './feature.js';
import { AppFeatures } from './app-features.js';

type Imported = NonNullable<ModuleMetadata['imports']>[number];

/**
 * The features among these modules and all that they import. Nothing is instantiated.
 * @throws DeclarationError if a declaration cannot be used
 */
export function findFeatures(imports: readonly Imported[]): AppFeatures {
  const modules = new Set<object>();
  for (const each of imports) visit(each, modules);
  const declared = [...modules].flatMap((module) => declarationOf(module) ?? []);
  checkFeatures(declared);
  return new AppFeatures(declared);
}

/** A module that is only promised is known when the app starts, too late for a declaration. */
function visit(imported: Imported, modules: Set<object>): void {
  if (!isReference(imported)) return;
  if ('forwardRef' in imported)
    return visit((imported as ForwardReference<() => Imported>).forwardRef(), modules);
  const { module, imports: more = [] } = 'module' in imported ? imported : { module: imported };
  for (const each of more) visit(each, modules);
  if (modules.has(module)) return;
  modules.add(module);
  const imports = (Reflect.getMetadata(MODULE_METADATA.IMPORTS, module) ?? []) as readonly Imported[];
  for (const each of imports) visit(each, modules);
}

const isReference = (imported: unknown): imported is object =>
  (typeof imported === 'object' && imported !== null) || typeof imported === 'function';
