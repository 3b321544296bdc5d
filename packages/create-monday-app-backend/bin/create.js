#!/usr/bin/env node
'use strict';

// In the syntax of every Node, so that an old one can report what is missing.
var version = process.versions.node.split('.').map(Number);

if (version[0] > 20 || (version[0] === 20 && version[1] >= 19)) {
  require('../dist/main.js');
} else {
  process.stderr.write(
    'create-monday-app-backend needs Node 20.19 or later; this is ' + process.versions.node + '.\n',
  );
  process.exitCode = 1;
}
