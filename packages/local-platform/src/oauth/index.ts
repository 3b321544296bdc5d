export { LoginAs } from './login-as.js';
export { OAuthModule } from './oauth.module.js';
