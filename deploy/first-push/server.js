// Pushed once, before the app itself: monday code takes variables and secrets only for an app that has a deployment.
require('node:http')
  .createServer((_request, response) => response.end('ok'))
  .listen(process.env.PORT || 8080);
