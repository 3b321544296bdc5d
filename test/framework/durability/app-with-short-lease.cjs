'use strict';
// The app, in which another process takes over after two seconds what a killed one held, instead of thirty.
const { join } = require('node:path');

const [app] = process.argv.slice(2);
const { PERSISTENT_QUEUE_SETTINGS } = require(join(app, 'settings-of-main.js'));
PERSISTENT_QUEUE_SETTINGS.visibilityTimeoutMs = 2_000;
require(join(app, 'main.js'));
