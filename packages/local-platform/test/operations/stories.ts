import { agents } from './agents.story.js';
import { app } from './app.story.js';
import { boards } from './boards.story.js';
import { docs } from './docs.story.js';
import { forms } from './forms.story.js';
import { items } from './items.story.js';
import { type Story } from './operation.js';
import { objectSchemas } from './object-schemas.story.js';
import { people } from './people.story.js';
import { places } from './places.story.js';
import { rules } from './rules.story.js';
import { structure } from './structure.story.js';
import { thirdParty } from './third-party.story.js';
import { words } from './words.story.js';

export const STORIES: readonly Story[] = [
  boards,
  items,
  people,
  words,
  app,
  structure,
  places,
  docs,
  forms,
  rules,
  agents,
  objectSchemas,
  thirdParty,
];
