/** The baseline of a block: Express 5 as it comes, which reads the body and checks nothing. */
import express from 'express';

const app = express();
app.get('/health/live', (_request, response) => {
  response.json({ status: 'ok' });
});
app.post('/monday/fields/:name', express.json(), (_request, response) => {
  response.json([{ title: 'One', value: '1' }]);
});
app.listen(Number(process.env.PORT), '127.0.0.1');
