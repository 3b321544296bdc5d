import { parseHeaders } from './parse-headers.js';

it.each([
  [undefined, {}],
  ['api-key=secret', { 'api-key': 'secret' }],
  ['authorization=Basic%20YTpi==, x-scope = a%2Cb', { authorization: 'Basic YTpi==', 'x-scope': 'a,b' }],
  ['key=100%', { key: '100%' }],
])('reads %j', (text, headers) => {
  expect(parseHeaders(text)).toEqual(headers);
});
