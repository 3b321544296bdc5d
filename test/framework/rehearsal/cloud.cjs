/*
 * Loaded into the app before anything else: the preload of the local platform, which the folder of the app does not have.
 */
require('monday-local-platform/preload');
