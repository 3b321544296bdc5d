export { ProviderLogin, REDIRECT_PATH } from './provider-login.js';
export { ProviderLoginModule } from './provider-login.module.js';
