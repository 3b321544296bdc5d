export { runDevProgram } from './dev-program.js';
export { runDev, type DevApp } from './run-dev.js';
export { type Sources } from './restart-on-save.js';
export { PortTakenError } from './launcher.errors.js';
