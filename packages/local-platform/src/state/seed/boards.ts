import { type Board } from '../board.js';
import { boardOf, type BoardDraft } from './board-draft.js';

const STATUS = { '0': 'Working on it', '1': 'Done', '2': 'Stuck', '5': 'Not started' } as const;
const PROGRESS = [
  { id: 'status', title: 'Status', type: 'status', labels: STATUS },
  { id: 'person', title: 'Owner', type: 'people' },
  { id: 'date4', title: 'Due date', type: 'date' },
] as const;

const DRAFTS: readonly BoardDraft[] = [
  {
    id: '7310284655',
    accountId: '18345021',
    ownerId: '58120443',
    name: 'Website relaunch',
    description: 'Everything between the first sketch and the day we go live.',
    columns: [...PROGRESS, { id: 'numbers', title: 'Estimate (h)', type: 'numbers' }],
    groups: [
      {
        id: 'topics',
        title: 'This sprint',
        color: '#037f4c',
        items: [
          ['Sketch the new landing page', 1, '58120517', '2026-11-16', '12'],
          ['Write the case study for Fjord Coffee', 0, '58120443', '2026-11-25', '6'],
          ['Replace the contact form', 2, '58120517', '2026-11-27', '4'],
          ['Check contrast and keyboard use', 5, '58120517', '2026-12-01', '8'],
        ],
      },
      {
        id: 'group_title',
        title: 'Later',
        color: '#579bfc',
        items: [
          ['Move the photo archive', 5, '58120443', '2026-12-14', '20'],
          ['Translate to Swedish', 5, '58120517', '2027-01-11', '16'],
        ],
      },
    ],
  },
  {
    id: '7310291180',
    accountId: '18345021',
    ownerId: '58120517',
    name: 'Clients',
    description: 'Who we work for, and who should hear from us.',
    columns: [...PROGRESS, { id: 'text', title: 'Contact', type: 'text' }],
    groups: [
      {
        id: 'topics',
        title: 'Active',
        color: '#ff642e',
        items: [
          ['Fjord Coffee', 0, '58120443', '2026-12-04', 'hanna@fjordcoffee.example'],
          ['Museum of Small Things', 0, '58120517', '2026-12-18', 'desk@smallthings.example'],
        ],
      },
      {
        id: 'new_group',
        title: 'Lost & found <again>',
        color: '#a25ddc',
        items: [['“Quotes” & Sons', 2, '58120443', '2026-12-24', 'office@quotes.example']],
      },
    ],
  },
  {
    id: '8840517329',
    accountId: '20917746',
    ownerId: '61944108',
    name: 'Shipments',
    description: 'One item a shipment, from order to signature.',
    columns: [...PROGRESS, { id: 'numbers', title: 'Weight (kg)', type: 'numbers' }],
    groups: [
      {
        id: 'topics',
        title: 'On the road',
        color: '#037f4c',
        items: [
          ['KL-20931 Rotterdam to Brno', 0, '61944235', '2026-11-24', '1840'],
          ['KL-20932 Gdańsk to Lyon', 2, '61944235', '2026-11-24', '620'],
          ['KL-20935 Porto to Vienna', 0, '61944108', '2026-11-26', '2210.5'],
        ],
      },
      {
        id: 'delivered',
        title: 'Delivered',
        color: '#00c875',
        items: [
          ['KL-20917 Bremen to Turin', 1, '61944235', '2026-11-19', '975'],
          ['KL-20921 Antwerp to Graz', 1, '61944235', '2026-11-20', '310'],
        ],
      },
    ],
  },
];

/** The seeded boards, with their groups, columns and items; frozen. */
export const SEED_BOARDS: readonly Board[] = DRAFTS.map(boardOf);
