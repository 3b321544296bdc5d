/** A `package.json`, as far as an upgrade looks at it. */
export type Manifest = Readonly<Record<string, unknown>>;

/** What an upgrade does to one entry of `package.json`, such as a script. */
export interface EntryChange {
  /** Such as `devDependencies`. */
  readonly field: string;
  readonly name: string;
  /** `undefined` if there is no entry. */
  readonly before: unknown;
  readonly after: unknown;
  readonly isEdited: boolean;
}

const FIELDS = ['engines', 'scripts', 'dependencies', 'devDependencies', 'scarfSettings', 'allowScripts'];
/** Whoever upgrades has installed these. */
const OWN = new Set(['monday-app-backend', 'monday-local-platform']);

/**
 * Compares the entries of a `package.json`. Entries that only the owner knows are not looked at.
 * @param recorded as it was generated
 */
export function planManifest(recorded: Manifest, current: Manifest, generated: Manifest): EntryChange[] {
  return FIELDS.flatMap((field) => {
    const [was, is, will] = [recorded, current, generated].map((each) => entriesOf(each, field));
    const names = [...new Set([...Object.keys(was ?? {}), ...Object.keys(will ?? {})])].filter(
      (name) => !OWN.has(name),
    );
    return names.flatMap((name) => {
      const [base, before, after] = [was?.[name], is?.[name], will?.[name]];
      const isDeletedByOwner = before === undefined && base !== undefined;
      if (after === base || after === before || isDeletedByOwner) return [];
      return [{ field, name, before, after, isEdited: before !== base }];
    });
  });
}

/** The `package.json` with these changes, in the order that it has. */
export function applyEntries(current: Manifest, changes: readonly EntryChange[]): Manifest {
  return changes.reduce<Manifest>((manifest, { field, name, after }) => {
    const entries = { ...entriesOf(manifest, field), [name]: after };
    // `JSON.stringify` leaves out what is undefined.
    return { ...manifest, [field]: entries };
  }, current);
}

function entriesOf(manifest: Manifest, field: string): Readonly<Record<string, unknown>> {
  const entries = manifest[field];
  return typeof entries === 'object' && entries !== null ? (entries as Record<string, unknown>) : {};
}
