// Pushed once before the app, because monday code accepts variables and secrets only after a first deployment.
require('node:http')
  .createServer((_request, response) => response.end('ok'))
  .listen(process.env.PORT || 8080);
