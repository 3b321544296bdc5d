import { Injectable } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { MemoryVault } from '../../test/framework/support/memory-vault.js';
import { runAs } from '../caller/index.js';
import { VaultPersistence } from '../persistence/vault/index.js';
import { collection, CollectionStore, type CollectionDeclaration } from '../storage/index.js';
import { Feature, findFeatures } from './index.js';

interface Note {
  readonly at?: number;
}

class Notes extends collection<Note>({ name: 'notes', indexes: { at: 'number' } }) {}

@Injectable()
class NoteTaker {
  constructor(readonly notes: Notes) {}
}

@Feature({ name: 'notes', collections: [Notes] })
class NotesFeature {}

@Feature({ name: 'taker', imports: [NotesFeature], providers: [NoteTaker] })
class TakerFeature {}

const problemOf = (...declarations: CollectionDeclaration[]): string => {
  const classes = declarations.map((declaration) => class extends collection<Note>(declaration) {});
  @Feature({ name: 'sample', collections: classes })
  class Sample {}
  try {
    findFeatures([Sample]);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

describe('the collections of features', () => {
  it('are injected by their class, also in a feature that imports theirs', async () => {
    const persistence = new VaultPersistence({ vault: new MemoryVault(), clock: SYSTEM_CLOCK });
    const collections = new CollectionStore(persistence, { maxRows: 0, maxBytes: 0 });
    const app = await Test.createTestingModule({
      imports: [
        {
          module: class Store {},
          global: true,
          providers: [{ provide: CollectionStore, useValue: collections }],
          exports: [CollectionStore],
        },
        TakerFeature,
      ],
    }).compile();
    const { notes } = app.get(NoteTaker);
    expect(notes).toBeInstanceOf(Notes);
    expect(collections.all).toEqual([{ name: 'notes', indexes: { at: 'number' } }]);
    expect(findFeatures([TakerFeature]).collections).toEqual(collections.all);
    // The vault has neither scan nor atomic batch.
    const refused = { code: 'persistence.unsupported', status: 501 };
    await runAs({ accountId: '7', userId: '1', kind: 'job' }, async () => {
      await expect(notes.get('a')).rejects.toMatchObject(refused);
      await expect(notes.put('a', {})).rejects.toMatchObject(refused);
      await expect(notes.delete('a')).rejects.toMatchObject(refused);
      await expect(notes.query()).rejects.toMatchObject(refused);
    });
  });

  const indexes = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`at${n}`, 'number' as const]));
  it.each<[CollectionDeclaration, string]>([
    [{ name: 'Sent Notes', indexes: {} }, 'the collection "Sent Notes" must have a name'],
    [{ name: 'notes', indexes }, '9 indexes'],
    [{ name: 'notes', indexes: { 'a-b': 'text' } }, 'the index "a-b"'],
    [{ name: 'notes', indexes: { at: 'boolean' as 'text' } }, 'Use one of number, text, date'],
  ])('are refused with %j', (declaration, problem) => {
    expect(problemOf(declaration)).toContain(problem);
  });

  it('have different names', () => {
    const declaration = { name: 'notes', indexes: {} };
    expect(problemOf(declaration, declaration)).toContain('the collection "notes" is declared twice');
  });
});
