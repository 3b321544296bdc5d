/**
 * Completes names of the schema in the explorer's query. Ctrl+Space opens the list, arrows choose, Enter takes, Escape
 * closes; Ctrl+Enter runs the query. Without this script the page works, without completion.
 */
export const EXPLORER_SCRIPT = `'use strict';
const TIMEOUT_MS = 15000;
const query = document.getElementById('query');
const list = document.getElementById('completions');
const version = document.getElementById('version');
let outline;
let options = [];
let chosen = -1;

async function load() {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const reply = await fetch('/explorer/schema?version=' + encodeURIComponent(version.value), { signal });
    outline = reply.ok ? await reply.json() : undefined;
  } catch {
    outline = undefined;
  }
}

/** The names that fit where the text ends, and how much of one is there already. */
function completionsOf(text) {
  const word = /[\\w]*$/.exec(text)[0];
  const before = text.slice(0, text.length - word.length);
  const place = placeAt(before);
  const names = namesAt(place, before);
  return { word, names: names.filter(([name]) => name.toLowerCase().startsWith(word.toLowerCase())) };
}

function placeAt(text) {
  const tokens = text.match(/"""[\\s\\S]*?"""|"(?:[^"\\\\\\n]|\\\\.)*"|#[^\\n]*|\\.\\.\\.|[\\w]+|[{}():,@$!\\[\\]=]/g) || [];
  const stack = [];
  let root = outline.query;
  let field;
  let on;
  let inArguments;
  tokens.forEach((token, index) => {
    if (token.startsWith('#') || token.startsWith('"')) return;
    const type = stack[stack.length - 1];
    if (inArguments) {
      if (token === ')') inArguments = undefined;
      return;
    }
    if (token === '{') {
      stack.push(stack.length === 0 ? root : on || (field && field[1]) || '');
      field = on = undefined;
    } else if (token === '}') {
      stack.pop();
      field = undefined;
    } else if (token === '(') inArguments = { field: field && stack.length > 0 ? field : undefined };
    else if (stack.length === 0) {
      if (token === 'mutation') root = outline.mutation;
      if (token === 'query') root = outline.query;
      if (tokens[index - 1] === 'on') root = token;
    } else if (tokens[index - 1] === 'on' && tokens[index - 2] === '...') on = token;
    else if (/^\\w+$/.test(token) && tokens[index + 1] !== ':') field = (outline.types[type] || {})[token];
  });
  return { type: stack[stack.length - 1], inArguments, isRoot: stack.length === 0 };
}

function namesAt({ type, inArguments, isRoot }, before) {
  if (inArguments) {
    if (!inArguments.field) return [];
    const argument = /(\\w+)\\s*:\\s*\\[?\\s*$/.exec(before);
    const args = inArguments.field[2];
    if (!argument) return Object.entries(args);
    const values = outline.enums[(args[argument[1]] || '').replace(/[\\[\\]!]/g, '')] || [];
    return values.map((value) => [value, '']);
  }
  if (isRoot) return [['query', ''], ['mutation', '']];
  if (/\\.\\.\\.\\s*on\\s+$/.test(before)) return (outline.possible[type] || []).map((name) => [name, '']);
  return Object.entries(outline.types[type] || {}).map(([name, [shown, , args]]) => {
    const given = Object.entries(args).map(([arg, argType]) => arg + ': ' + argType).join(', ');
    return [name, (given && '(' + given + ')') + ': ' + shown];
  });
}

function show(isAsked) {
  if (!outline) return;
  const { word, names } = completionsOf(query.value.slice(0, query.selectionStart));
  options = isAsked || word.length > 0 ? names.slice(0, 50).map(([name, more]) => ({ name, more, word })) : [];
  if (options.length === 1 && options[0].name === word) options = [];
  choose(isAsked && options.length > 0 ? 0 : -1);
}

function choose(index) {
  chosen = index;
  list.replaceChildren(
    ...options.map(({ name, more }, at) => {
      const item = document.createElement('li');
      item.id = 'completion-' + at;
      item.setAttribute('role', 'option');
      item.setAttribute('aria-selected', String(at === chosen));
      const strong = document.createElement('strong');
      strong.textContent = name;
      const shown = document.createElement('span');
      shown.className = 'muted';
      shown.textContent = more;
      item.append(strong, shown);
      item.addEventListener('mousedown', (event) => {
        event.preventDefault();
        take(at);
      });
      return item;
    }),
  );
  list.hidden = options.length === 0;
  query.setAttribute('aria-expanded', String(!list.hidden));
  if (chosen < 0) query.removeAttribute('aria-activedescendant');
  else query.setAttribute('aria-activedescendant', 'completion-' + chosen);
  if (chosen >= 0) list.children[chosen].scrollIntoView({ block: 'nearest' });
}

function take(index) {
  const { name, word } = options[index];
  query.setRangeText(name, query.selectionStart - word.length, query.selectionStart, 'end');
  options = [];
  choose(-1);
  query.focus();
}

query.addEventListener('input', () => show(false));
query.addEventListener('blur', () => {
  options = [];
  choose(-1);
});
query.addEventListener('keydown', (event) => {
  const { key, ctrlKey, metaKey } = event;
  if (key === 'Enter' && (ctrlKey || metaKey)) query.form.requestSubmit();
  else if (key === ' ' && ctrlKey) show(true);
  else if (options.length === 0) return;
  else if (key === 'ArrowDown') choose((chosen + 1) % options.length);
  else if (key === 'ArrowUp') choose((chosen + options.length - 1) % options.length);
  else if (key === 'Enter' && chosen >= 0) take(chosen);
  else if (key === 'Escape') {
    options = [];
    choose(-1);
  } else return;
  event.preventDefault();
});
version.addEventListener('change', load);
load();
`;
