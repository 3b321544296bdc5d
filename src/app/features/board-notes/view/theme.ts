const THEMES = ['light', 'dark', 'black'];

/** Shows one of monday's themes; another one, such as that of a season, as the light one. */
export function applyTheme(theme: string): void {
  const name = THEMES.includes(theme) ? theme : 'light';
  document.body.className = `${name}-app-theme`;
  document.documentElement.style.colorScheme = name === 'light' ? 'light' : 'dark';
}
