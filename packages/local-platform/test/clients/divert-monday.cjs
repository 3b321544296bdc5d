'use strict';
/**
 * Loaded with --require into a client whose address of monday cannot be set: its calls of api.monday.com go to the local
 * platform at MONDAY_API_ORIGIN. The client itself stays as npm has it.
 */
const http = require('node:http');
const https = require('node:https');

const HOST = 'api.monday.com';
const target = new URL(process.env.MONDAY_API_ORIGIN);

const original = https.request;
https.request = function request(options, ...rest) {
  const isUrl = typeof options === 'string' || options instanceof URL;
  const { hostname } = isUrl ? new URL(options) : options;
  if ((hostname ?? options.host) !== HOST) return original.call(this, options, ...rest);
  const { agent: _agent, host: _host, ...kept } = isUrl ? urlOptions(new URL(options)) : options;
  return http.request(
    {
      ...kept,
      protocol: 'http:',
      hostname: target.hostname,
      port: target.port,
      headers: withHost(kept.headers),
    },
    ...rest,
  );
};

function urlOptions({ pathname, search }) {
  return { path: `${pathname}${search}` };
}

function withHost(headers) {
  return { ...headers, host: target.host };
}

const { fetch } = globalThis;
globalThis.fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  if (url.hostname !== HOST) return fetch(input, init);
  const local = new URL(`${url.pathname}${url.search}`, target);
  return fetch(input instanceof Request ? new Request(local, input) : local, init);
};
