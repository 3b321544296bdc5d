export { graphqlErrorResponses } from './graphql-error-responses.js';
export { identityQuery, readIdentity } from './identity-query.js';
export { MondayClient, type MondayCall } from './monday.client.js';
export { MondayClientModule } from './monday-client.module.js';
export { type MondayIdentity } from './monday-identity.js';
export * from './graphql.errors.js';
