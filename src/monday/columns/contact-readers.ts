import { fieldsOf } from 'monday-persistence/json';
import { type ColumnPerson } from './column-content.js';
import { idOr, isText, listOf, numberOf, textOr, type ColumnReaders } from './column-source.js';

/** People, and how and where to reach them. */
export const CONTACT_READERS: ColumnReaders = {
  people: {
    read: ({ fields }) => {
      const people = listOf(fields['personsAndTeams']).flatMap(readPerson);
      return people.length > 0 ? { type: 'people', people } : undefined;
    },
  },
  person: {
    read: ({ fields }) => {
      const id = idOr(fields['personId']);
      return id === null ? undefined : { type: 'person', id };
    },
  },
  team: {
    read: ({ fields }) => {
      const id = idOr(fields['team_id']);
      return id === null ? undefined : { type: 'team', id };
    },
  },
  link: {
    read: ({ fields: { url, text } }) =>
      isText(url) ? { type: 'link', url, text: textOr(text) } : undefined,
  },
  email: {
    read: ({ fields: { email, text } }) =>
      isText(email) ? { type: 'email', email, text: textOr(text) } : undefined,
  },
  phone: {
    read: ({ fields: { phone, countryShortName } }) =>
      isText(phone) ? { type: 'phone', phone, country: textOr(countryShortName) } : undefined,
  },
  country: {
    read: ({ fields: { countryCode, countryName } }) =>
      isText(countryCode) ? { type: 'country', code: countryCode, name: textOr(countryName) } : undefined,
  },
  location: {
    read: ({ fields }) => {
      const lat = numberOf(fields['lat']);
      const lng = numberOf(fields['lng']);
      if (lat === undefined || lng === undefined) return undefined;
      return { type: 'location', lat, lng, address: textOr(fields['address']) };
    },
  },
};

function readPerson(value: unknown): ColumnPerson[] {
  const { id: given, kind } = fieldsOf(value);
  const id = idOr(given);
  return id === null ? [] : [{ id, kind: kind === 'team' ? 'team' : 'person' }];
}
