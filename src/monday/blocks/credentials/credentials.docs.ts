import { about, atLeast, named, type RouteDocs } from '../../../docs/index.js';
import {
  CredentialsNotFoundError,
  CredentialsRefusedError,
  IdentificationTimedOutError,
} from './credentials.errors.js';

export const IDENTIFY: RouteDocs = {
  id: 'identifyProviderAccount',
  tag: 'blocks',
  summary: 'Tells whose token of a third party it is',
  description:
    'monday calls it when a user connects an account. A request may be signed by monday or have no credential; a wrong signature is refused.',
  parameters: { name: { description: 'Name of the credentials.', example: 'github' } },
  body: named(
    'ProviderIdentifierRequest',
    atLeast({ token: about('third-party-token', 'Access token of the third party.') }),
  ),
  replies: {
    200: {
      description: 'The account at the third party.',
      body: named('ProviderAccount', {
        providerUniqueIdentifier: about('4711', 'The same for each token of the account.'),
        displayName: about('Ada Lovelace', 'Shown to the user.'),
      }),
    },
  },
  failures: () => [
    new CredentialsNotFoundError(),
    new CredentialsRefusedError('GitHub'),
    new IdentificationTimedOutError(),
  ],
  runsHandlers: true,
};
