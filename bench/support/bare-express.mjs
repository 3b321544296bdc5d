/**
 * The baseline: Express 5 as it comes, doing the least for the same replies. Nothing is checked, kept or logged.
 * With FAST=1 the same app stands on the server of our adapter.
 */
import express from 'express';

const { FastExpressAdapter, SERVER_LIMITS } = process.env.FAST
  ? await import('../../dist/http/index.js')
  : {};
const adapter = FastExpressAdapter && new FastExpressAdapter(SERVER_LIMITS);
const app = adapter ? adapter.getInstance() : express();
const value = { text: 'x'.repeat(200) };

app.get('/health/live', (_request, response) => {
  response.json({ status: 'ok' });
});
app.get('/storage/:key', (request, response) => {
  response.setHeader('ETag', '"1"').json({ key: request.params.key, value, version: '1' });
});
app.put('/storage/:key', express.json(), (request, response) => {
  response.json({ key: request.params.key, version: '1' });
});
app.post('/auth/refresh', express.json(), (_request, response) => {
  response.json({});
});
app.get('/auth', (_request, response) => {
  response.redirect('https://acme.monday.com/boards/1');
});
adapter?.initHttpServer({});
(adapter ? adapter.getHttpServer() : app).listen(Number(process.env.PORT), '127.0.0.1');
