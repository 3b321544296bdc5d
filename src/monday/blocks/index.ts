export { Actions, type ActionAnswer } from './actions/actions.js';
export { actionDocs, type ActionDocsOptions } from './blocks.docs.js';
export {
  type ActionDeclaration,
  type BlockField,
  type BlockFields,
  type BlockFieldType,
  type FieldDeclaration,
  type TriggerDeclaration,
} from './block-declaration.js';
export { CallbackUrlRefusedError, TriggerUnknownError } from './blocks.errors.js';
export { CALLBACK_TOKEN_SECONDS, CallbackSender } from './callback-sender.js';
export { CredentialsMissingError, CredentialsRefusedError } from './credentials/credentials.errors.js';
export {
  CREDENTIALS_REDIRECT_URI,
  type CredentialsDeclaration,
  type IdentifyRequest,
  type ProviderAccount,
} from './credentials/credentials-declaration.js';
export { MondayCredentials } from './credentials/monday-credentials.decorator.js';
export { type CredentialsUse, type UsesCredentials } from './credentials/credentials-use.js';
export { ThirdPartyCredentials, type CredentialsByKey } from './credentials/third-party-credentials.js';
export {
  MondayAction,
  MondayField,
  MondayTrigger,
  NoInput,
  OnUnsubscribe,
  type ActionContext,
  type ActionOptions,
  type TriggerContext,
} from './decorators.js';
export { MondayBlocksModule } from './blocks.module.js';
export { type FieldRequest } from './fields/field-request.js';
export { MondayAddresses } from './monday-addresses.js';
export { MondayTriggers, type FireOptions } from './triggers/monday-triggers.js';
export { type TriggerSubscription } from './triggers/trigger-subscription.js';
export { type SubscriptionFilter } from './triggers/trigger-subscription.store.js';
export { ENCRYPTED_BLOCK_RECORDS } from './encrypted-block-records.js';
