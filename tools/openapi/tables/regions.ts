/** A table in the text of a page: between this comment and the next one it is generated. */
const REGION = /^<!-- table: ([\w-]+) -->\n[^]*?^<!-- end of table -->$/gm;

/**
 * Replaces the generated tables of a page.
 * @param tables lines by the name of the table
 * @throws Error if the page names an unknown table
 */
export function fillRegions(page: string, tables: ReadonlyMap<string, string>): string {
  return page.replace(REGION, (_region, name: string) => {
    const table = tables.get(name);
    if (table === undefined) throw new Error(`A page has the region "${name}", which no table fills.`);
    return `<!-- table: ${name} -->\n${table.trimEnd()}\n<!-- end of table -->`;
  });
}

/** The names of the generated tables in a page. */
export const regionsIn = (page: string): string[] => [...page.matchAll(REGION)].map(([, name = '']) => name);
