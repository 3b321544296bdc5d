export { appDeclarationOf, type AppDeclaration } from './app-declaration.js';
export { DevModule } from './dev.module.js';
