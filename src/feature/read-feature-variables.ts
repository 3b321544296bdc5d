import { profileOf, readVariables, type Variables } from '../config/index.js';
import { type AppFeatures } from './app-features.js';

const DRIVERS = ['PERSISTENCE_DRIVER', 'STORAGE_DRIVER', 'SECURE_STORAGE_DRIVER'] as const;

/**
 * The variables that are set, including those that the features declare, and the drivers that they choose.
 * @throws ConfigurationError with every file that is missing or invalid
 */
export const readFeatureVariables = (features: AppFeatures): Variables =>
  withChosenDrivers(readVariables(undefined, undefined, features.variables), features);

/** Adds the drivers that the features choose on monday code, where no variable does. */
export function withChosenDrivers(variables: Variables, { usesDocumentDb }: AppFeatures): Variables {
  if (!usesDocumentDb || profileOf(variables) !== 'monday-code') return variables;
  const isOpen = (name: string): boolean =>
    !variables[name] && !(name === 'PERSISTENCE_DRIVER' && variables['DATABASE_URL']);
  const chosen = DRIVERS.filter(isOpen).map((name) => [name, 'document-db'] as const);
  return { ...variables, ...Object.fromEntries(chosen) };
}
