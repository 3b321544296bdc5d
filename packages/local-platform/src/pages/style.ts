/** The pages' stylesheet: system fonts, light and dark by the reader's setting, visible focus. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f5f5f9; --surface: #ffffff; --sunken: #f0f0f6; --line: #dfdfea; --line-strong: #85859a;
  --text: #1d1d2b; --muted: #5b5b70; --accent: #5140c9; --accent-hover: #4333b0; --on-accent: #ffffff;
  --tint: #eeecfb; --shadow: 0 1px 2px rgb(29 29 43 / 6%), 0 8px 24px rgb(29 29 43 / 7%);
  --good: #0b6b47; --good-tint: #e0f4ea; --warn: #8a4b00; --warn-tint: #fdf0dc; --bad: #b3261e; --bad-tint: #fce9e7;
  --info: #1558b0; --info-tint: #e4eefb;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #121218; --surface: #1c1c25; --sunken: #24242f; --line: #32323f; --line-strong: #77778c;
    --text: #ececf4; --muted: #a9a9bd; --accent: #a59aff; --accent-hover: #bcb3ff; --on-accent: #17122f;
    --tint: #2a2747; --shadow: 0 1px 2px rgb(0 0 0 / 40%), 0 8px 24px rgb(0 0 0 / 30%);
    --good: #6fdba9; --good-tint: #14362a; --warn: #f5bd6e; --warn-tint: #3b2a12; --bad: #ff9c93; --bad-tint: #44201d;
    --info: #93c0ff; --info-tint: #182f4d;
  }
}
*, *::before, *::after { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; letter-spacing: -0.01em; }
h2 { margin: 0; font-size: 1.1rem; line-height: 1.3; }
p { margin: 0; }
a { color: var(--accent); text-underline-offset: 0.15em; }
code, kbd, .mono { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: 0.88em; }
.muted { color: var(--muted); font-weight: 400; }
.small { font-size: 0.87rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }

.skip { position: absolute; left: -999px; }
.skip:focus { left: 1rem; top: 0.5rem; z-index: 2; background: var(--surface); padding: 0.4rem 0.8rem; }
.bar {
  display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem 1rem; padding: 0.6rem 1.5rem;
  background: var(--surface); border-bottom: 1px solid var(--line);
}
.brand { display: inline-flex; align-items: center; gap: 0.6rem; font-weight: 650; color: var(--text); text-decoration: none; }
.bar nav { display: flex; flex-wrap: wrap; gap: 0.1rem; }
.bar nav a { padding: 0.35rem 0.55rem; border-radius: 7px; color: var(--muted); text-decoration: none; }
.bar nav a:hover { background: var(--sunken); color: var(--text); }
.bar nav a[aria-current] { background: var(--tint); color: var(--accent); font-weight: 600; }

main.wide > * { min-width: 0; }
main.wide { max-width: 68rem; margin: 0 auto; padding: 2rem 1.5rem 4rem; display: grid; gap: 1.5rem; }
main.narrow { min-height: 100vh; display: grid; align-content: center; justify-items: center; padding: 2rem 1rem; }
.intro { display: grid; gap: 0.35rem; }
.intro p { color: var(--muted); max-width: 46rem; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shadow); }
.card > header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 0.75rem; padding: 1rem 1.25rem 0.75rem; }
.card > .empty { padding: 2.5rem 1.25rem; text-align: center; color: var(--muted); }
.columns { display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); align-items: start; }

.people { list-style: none; margin: 0; padding: 0; }
.people li { display: flex; align-items: center; gap: 0.85rem; padding: 0.75rem 1.25rem; border-top: 1px solid var(--line); }
.people form { margin: 0 0 0 auto; }
.people .edit { margin-left: auto; }
.people .edit + form { margin-left: 0; }
@media (max-width: 30rem) { .people li:has(.edit) { flex-wrap: wrap; } .people .who { flex: 1 1 10rem; } }
.who { display: grid; min-width: 0; line-height: 1.35; }
.who > * { overflow: hidden; text-overflow: ellipsis; }
.who .title { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.5rem; }
.avatar {
  flex: none; display: grid; place-items: center; width: 2.25rem; height: 2.25rem; border-radius: 50%;
  background: var(--tint); color: var(--accent); font-size: 0.8rem; font-weight: 650; letter-spacing: 0.02em;
}
.badge {
  display: inline-block; padding: 0.08rem 0.55rem; border-radius: 99px; font-size: 0.78rem; font-weight: 600;
  white-space: nowrap; background: var(--sunken); color: var(--muted);
}
.badge.admin, .badge.accent { background: var(--tint); color: var(--accent); }
.badge.member, .badge.info { background: var(--info-tint); color: var(--info); }
.badge.good { background: var(--good-tint); color: var(--good); }
.badge.warn { background: var(--warn-tint); color: var(--warn); }
.badge.bad { background: var(--bad-tint); color: var(--bad); }

.button {
  display: inline-block; padding: 0.5rem 1rem; border: 1px solid var(--line-strong); border-radius: 8px; cursor: pointer;
  background: transparent; color: var(--text); font: inherit; font-weight: 600; text-decoration: none; white-space: nowrap;
}
.button:hover { background: var(--sunken); }
.button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.button.primary:hover { background: var(--accent-hover); border-color: var(--accent-hover); }
.button.quiet { padding: 0.3rem 0.75rem; font-size: 0.9rem; border-color: var(--line); color: var(--accent); }
.button.quiet:hover { border-color: var(--accent); background: var(--tint); }

.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 0.55rem 0.75rem; text-align: left; border-top: 1px solid var(--line); vertical-align: middle; }
th:first-child, td:first-child { padding-left: 1.25rem; }
th:last-child, td:last-child { padding-right: 1.25rem; }
th.number, td.number { text-align: right; }
thead th { font-size: 0.82rem; font-weight: 600; color: var(--muted); white-space: nowrap; border-top-color: transparent; }
tbody th { font-weight: 500; min-width: 13rem; }
tbody td { white-space: nowrap; }
tbody td.text { white-space: normal; overflow-wrap: anywhere; min-width: 10rem; }
code.block { display: block; }
tbody tr:hover { background: var(--sunken); }
tr.group th { padding-top: 1rem; font-size: 0.9rem; font-weight: 650; background: var(--surface); }
tr.group .swatch { width: 0.7rem; height: 0.7rem; margin-right: 0.5rem; }
dl.facts { margin: 0; padding: 0 1.25rem 1rem; display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.35rem 1.25rem; }
dl.facts:first-child { padding-top: 1rem; }
dl.facts dt { color: var(--muted); }
dl.facts dd { margin: 0; overflow-wrap: anywhere; }

.filters { display: flex; flex-wrap: wrap; gap: 0.5rem; }
.filters [aria-current] { background: var(--tint); border-color: var(--accent); }
.row-actions { display: flex; gap: 0.4rem; justify-content: flex-end; }
.row-actions form { margin: 0; }
.form { display: grid; gap: 0.9rem 1.25rem; padding: 0.25rem 1.25rem 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); align-items: end; }
.form label { display: grid; gap: 0.25rem; font-size: 0.87rem; font-weight: 600; color: var(--muted); }
.form input, .form select {
  width: 100%; padding: 0.5rem 0.65rem; border: 1px solid var(--line-strong); border-radius: 8px;
  background: var(--surface); color: var(--text); font: inherit; font-weight: 400; height: 2.5rem;
}
.form textarea { width: 100%; padding: 0.6rem 0.75rem; border: 1px solid var(--line-strong); border-radius: 8px; background: var(--surface); color: var(--text); font: 0.87rem/1.45 ui-monospace, "SF Mono", Menlo, Consolas, monospace; resize: vertical; }
@media (min-width: 30.01rem) { .form > .button { justify-self: start; } }
.scroll + :is(.form, .note) { padding-top: 1rem; }
.form label.wide { grid-column: 1 / -1; }
.form.line { grid-template-columns: minmax(0, 1fr) auto; padding-bottom: 0.75rem; }
.form.line .row-actions { grid-column: auto; padding-bottom: 0.2rem; }
.completions { grid-column: 1 / -1; margin: -0.5rem 0 0; padding: 0.25rem; list-style: none; max-height: 12rem; overflow: auto; border: 1px solid var(--line-strong); border-radius: 8px; background: var(--sunken); }
.completions[hidden] { display: none; }
.completions li { display: flex; flex-wrap: wrap; gap: 0.1rem 0.5rem; padding: 0.2rem 0.5rem; border-radius: 6px; cursor: pointer; font: 0.85rem/1.4 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.completions [aria-selected="true"], .completions li:hover { background: var(--tint); color: var(--accent); }
.history { margin: 0; padding: 0 1.25rem 1rem; list-style: none; display: grid; gap: 0.4rem; overflow-wrap: anywhere; }
.inline.bare { padding: 0; }
.inline label { display: inline-flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; color: var(--muted); font-size: 0.9rem; }
.inline select { max-width: 100%; padding: 0.35rem 0.5rem; border: 1px solid var(--line-strong); border-radius: 8px; background: var(--surface); color: var(--text); font: inherit; }
.button.danger { color: var(--bad); }
.button.danger:hover { border-color: var(--bad); background: var(--bad-tint); }
.note.problem { padding: 0.9rem 1.25rem; }
details.section > summary { padding: 1rem 1.25rem; cursor: pointer; }
details.section > summary h2 { display: inline; }
.form .row-actions { grid-column: 1 / -1; }
.note { padding: 0 1.25rem 1rem; color: var(--muted); font-size: 0.9rem; overflow-wrap: anywhere; }
.note.bad { color: var(--bad); }
.value { display: block; max-width: 28rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
details.reveal > summary { cursor: pointer; color: var(--accent); font-size: 0.9rem; }
details.reveal code { display: block; white-space: pre-wrap; overflow-wrap: anywhere; }
h3 { margin: 0; padding: 0 1.25rem 0.5rem; font-size: 0.95rem; }
pre.code {
  margin: 0 1.25rem 1.25rem; padding: 0.75rem 1rem; max-height: 30rem; overflow: auto; border: 1px solid var(--line);
  border-radius: 8px; background: var(--sunken); font-size: 0.85rem; line-height: 1.45; white-space: pre;
}
details.fold { padding: 0 1.25rem 1rem; }
details.fold > summary { cursor: pointer; color: var(--accent); }
details.fold dl.facts { padding: 0.75rem 0 0; font-size: 0.85rem; }
.target, h1.mono { overflow-wrap: anywhere; }
h1.mono { font-size: 1.25rem; }
.form.filter, .form.padded { padding-top: 1rem; }
.form label.check { display: flex; align-items: center; gap: 0.5rem; min-height: 2.5rem; }
.form label.check input { width: 1.05rem; height: 1.05rem; flex: none; accent-color: var(--accent); }
pre.mail-text { margin: 0; padding: 0 1.25rem 1.25rem; white-space: pre-wrap; overflow-wrap: anywhere; }
/* A mail that follows the reader to dark would be white on white: it is shown as on paper. */
.mail-html { color-scheme: light; display: block; border: 0; border-top: 1px solid var(--line); background: #ffffff; }
.inline { display: flex; flex-wrap: wrap; align-items: center; gap: 0.75rem; padding: 0 1.25rem 1.1rem; margin: 0; }

.dialog { width: min(100%, 34rem); padding: 2rem; display: grid; gap: 1.25rem; }
.dialog .mark { display: block; }
.dialog .lead { color: var(--muted); }
.dialog .lead strong { color: var(--text); }
.dialog .hint { color: var(--muted); font-size: 0.87rem; }
.dialog fieldset { margin: 0; padding: 0; border: 0; display: grid; gap: 0.4rem; }
.dialog legend { padding: 0 0 0.4rem; font-weight: 650; }
.choice {
  display: flex; align-items: center; gap: 0.85rem; padding: 0.6rem 0.9rem; cursor: pointer;
  border: 1px solid var(--line); border-radius: 9px;
}
.choice .badge { margin-left: auto; }
.choice:hover { border-color: var(--line-strong); }
.choice:has(:checked) { border-color: var(--accent); background: var(--tint); }
.choice:has(:checked) .badge { background: var(--surface); }
.choice:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px; }
.choice input { flex: none; width: 1.05rem; height: 1.05rem; margin: 0; accent-color: var(--accent); }
.choice input:focus-visible { outline: none; }
.scopes { border: 1px solid var(--line); border-radius: 9px; padding: 0.6rem 0.9rem; }
.scopes summary { cursor: pointer; font-weight: 600; }
.scopes dl { margin: 0.6rem 0 0; max-height: 13rem; overflow-y: auto; display: grid; gap: 0.35rem; }
.scopes dl > div { display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: 0.75rem; align-items: baseline; }
.scopes dd { margin: 0; color: var(--muted); font-size: 0.9rem; }
.actions { display: flex; flex-wrap: wrap; gap: 0.75rem; }
.actions .primary { flex: 1; }
@media (max-width: 30rem) {
  .form.line { grid-template-columns: minmax(0, 1fr); }
  .dialog { padding: 1.25rem; }
  .scopes dl > div { grid-template-columns: 1fr; gap: 0; }
  main.wide { padding: 1.25rem 0.75rem 3rem; }
}
@media (prefers-contrast: more) { :root { --line: var(--line-strong); --muted: var(--text); } }
`;
