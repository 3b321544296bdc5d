'use strict';
// The app, in which another process takes over after two seconds what a killed one held, instead of thirty.

require('reflect-metadata');
const { AppModule } = require('#app/app/app.module.js');
const { PERSISTENT_QUEUE_SETTINGS } = require('#app/queue/drivers/persistent.driver.js');
const { startApp } = require('#app/start-app.js');

PERSISTENT_QUEUE_SETTINGS.visibilityTimeoutMs = 2_000;
void startApp([AppModule]);
