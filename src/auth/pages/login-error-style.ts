/** System fonts, light and dark mode, and a visible focus. */
export const STYLE = `
:root { color-scheme: light dark; --ground: #f5f6f8; --card: #ffffff; --text: #1f2330; --quiet: #5a6072; --line: #d9dce5; --accent: #4b3fc4; --on-accent: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --ground: #14161d; --card: #1e212b; --text: #eceef4; --quiet: #a4aabb; --line: #343947; --accent: #a79dff; --on-accent: #14161d; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
main { width: 100%; max-width: 480px; padding: 32px; background: var(--card); border: 1px solid var(--line); border-radius: 12px; overflow-wrap: anywhere; }
h1 { margin: 0 0 12px; font-size: 22px; line-height: 1.3; }
p { margin: 0 0 20px; }
.action { display: inline-block; padding: 10px 20px; border-radius: 8px; background: var(--accent); color: var(--on-accent); font-weight: 600; text-decoration: none; }
.action:hover { text-decoration: underline; }
.action:focus-visible { outline: 3px solid var(--text); outline-offset: 3px; }
.detail { margin: 24px 0 0; padding-top: 16px; border-top: 1px solid var(--line); color: var(--quiet); font-size: 13px; }
`;
