/** The pages' stylesheet, light and dark. */
export const STYLE = `
:root { color-scheme: light dark; }
`;
