export { AppSender, type AppReply } from './app-sender.js';
export { BlocksModule } from './blocks.module.js';
export { LifecycleSender } from './lifecycle-sender.js';
export { Callbacks, type Callback } from './callbacks.js';
export { APP_ID, APP_VERSION_ID, RequestSigner } from './request-signer.js';
