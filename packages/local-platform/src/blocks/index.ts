export { AppSender, type AppReply } from './app-sender.js';
export { BlocksModule } from './blocks.module.js';
export { LifecycleSender } from './lifecycle-sender.js';
export { Callbacks, type Callback } from './callbacks.js';
export { RequestSigner } from './request-signer.js';
