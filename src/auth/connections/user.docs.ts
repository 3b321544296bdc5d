import { about, named } from '../../docs/index.js';

/** A user, as shown in all replies of the login. */
export const USER = named('User', {
  id: about('58120443', "monday's id of the user."),
  'name?': 'Amara Lindqvist',
  'email?': 'amara@harborpine.example',
  account: {
    id: about('18345021', "monday's id of the account."),
    'slug?': 'harbor-pine',
    'name?': 'Harbor & Pine Studio',
  },
});
