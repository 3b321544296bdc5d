// Loaded into a program before anything else: when it ends, prints which files it loaded, one a line, after `loaded `.
process.once('exit', () => {
  const { writeSync } = require('node:fs');
  for (const file of Object.keys(require.cache)) writeSync(2, `loaded ${file}\n`);
});
