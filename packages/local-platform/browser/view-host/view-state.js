const TYPING_MS = 250;
/** What each field changes for the view. */
const EVENTS = {
  theme: ['context'],
  split: ['context'],
  editing: ['context'],
  item: ['context'],
  term: ['filter', 'itemIds'],
  rules: ['filter', 'itemIds'],
};

/** Lets the user change theme, item, filter and settings of an open view, which then receives events. */
export function watchState(root, host) {
  const form = root.querySelector('[data-state]');
  const problem = form.querySelector('[data-problem]');
  const settings = form.querySelector('[data-field="settings"]');
  const say = (text = '') => {
    problem.textContent = text;
    problem.classList.toggle('bad', text !== '');
  };

  let changes = 0;
  /** An earlier change that ends later must not hide the problem of this one. */
  async function change(field) {
    changes += 1;
    const own = changes;
    const result = await apply(field);
    if (own === changes) say(result);
  }

  /** Resolves to the problem, if there is one. */
  async function apply(field) {
    try {
      if (field === settings) return await applySettings();
      write(host.view, field);
    } catch {
      return 'That is not valid JSON.';
    }
    keepAddress(host.view);
    return host.emit(...(EVENTS[field.dataset.field] ?? []));
  }

  async function applySettings() {
    const params = JSON.parse(settings.value || '{}');
    return (await host.ask('set', { type: 'settings', params })).errorMessage;
  }

  let typing;
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', ({ target }) => {
    if (target.type !== 'search') void change(target);
  });
  form.addEventListener('input', ({ target }) => {
    if (target.type !== 'search') return;
    clearTimeout(typing);
    typing = setTimeout(() => void change(target), TYPING_MS);
  });

  const showSettings = (values) => {
    if (document.activeElement !== settings) settings.value = JSON.stringify(values);
  };
  const readSettings = async () => {
    const { data } = await host.ask('get', { type: 'settings' });
    if (data) showSettings(data);
  };
  void readSettings();
  return { showSettings, readSettings, focusSettings: () => settings.focus() };
}

/** @throws SyntaxError */
function write(view, field) {
  const name = field.dataset.field;
  if (name === 'term') view.filter = { ...view.filter, term: field.value };
  else if (name === 'rules') view.filter = { ...view.filter, ...rulesOf(field.value) };
  else view[name] = field.type === 'checkbox' ? field.checked : field.value;
}

/** A list of rules, or `{rules, operator}`. */
function rulesOf(text) {
  const value = JSON.parse(text.trim() || '[]');
  return Array.isArray(value) ? { rules: value, operator: value.length > 0 ? 'and' : null } : value;
}

/** A reload shows the same. */
function keepAddress({ url, kind, user, board, item, theme, token, split, editing }) {
  const query = new URLSearchParams({ url, kind, user, board, item, theme, token, split, editing });
  history.replaceState(null, '', `/views?${query}`);
}
