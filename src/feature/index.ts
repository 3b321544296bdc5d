export { ApiCalls } from './api-calls.js';
export { declarationOf, Feature, type FeatureDeclaration, type ViewDeclaration } from './feature.js';
export { FeatureModule } from './feature.module.js';
export { AppFeatures } from './app-features.js';
export { findFeatures } from './find-features.js';
export { readFeatureVariables, withChosenDrivers } from './read-feature-variables.js';
