import { type Account, type User } from '../account.js';

/** The two seeded accounts, which allow tests of the isolation between accounts. */
export const SEED_ACCOUNTS: readonly Account[] = [
  { id: '18345021', slug: 'harbor-pine', name: 'Harbor & Pine Studio', tier: 'pro' },
  { id: '20917746', slug: 'kestrel-logistics', name: 'Kestrel Logistics', tier: 'standard' },
];

/** Four users an account: an admin, a member, a viewer, a guest. */
export const SEED_USERS: readonly User[] = [
  {
    id: '58120443',
    accountId: '18345021',
    name: 'Amara Lindqvist',
    email: 'amara.lindqvist@harborpine.example',
    role: 'admin',
    title: 'Studio director',
  },
  {
    id: '58120517',
    accountId: '18345021',
    name: 'Tomás Rivera',
    email: 'tomas.rivera@harborpine.example',
    role: 'member',
    title: 'Product designer',
  },
  {
    id: '58120662',
    accountId: '18345021',
    name: 'Ivy Chen',
    email: 'ivy.chen@harborpine.example',
    role: 'viewer',
    title: 'Bookkeeper',
  },
  {
    id: '61944108',
    accountId: '20917746',
    name: 'Rasheed Okafor',
    email: 'rasheed.okafor@kestrel.example',
    role: 'admin',
    title: 'Head of operations',
  },
  {
    id: '61944235',
    accountId: '20917746',
    name: 'Greta Novak',
    email: 'greta.novak@kestrel.example',
    role: 'member',
    title: 'Dispatcher',
  },
  {
    id: '61944390',
    accountId: '20917746',
    name: "Liam O'Connell",
    email: 'liam.oconnell@kestrel.example',
    role: 'viewer',
    title: 'Auditor',
  },
  {
    id: '62007731',
    accountId: '18345021',
    name: 'Noor Haddad',
    email: 'noor.haddad@brightquay.example',
    role: 'guest',
    title: 'Freelance illustrator',
  },
  {
    id: '62007846',
    accountId: '20917746',
    name: 'Mateus Pereira',
    email: 'mateus.pereira@portside.example',
    role: 'guest',
    title: 'Customs agent',
  },
];
