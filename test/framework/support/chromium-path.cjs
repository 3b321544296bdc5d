const { existsSync } = require('node:fs');

const USUAL_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

exports.chromiumPath = [process.env.CHROMIUM_PATH, ...USUAL_PATHS].find(
  (path) => path !== undefined && path !== '' && existsSync(path),
);
