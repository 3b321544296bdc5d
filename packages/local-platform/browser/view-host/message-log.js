const MAX_ENTRIES = 300;
const LABELS = {
  in: 'from the view',
  out: 'to the view',
  error: 'refused',
  unknown: 'not known',
  ignored: 'ignored',
};
const TONES = { in: 'info', out: 'good', error: 'bad', unknown: 'warn', ignored: 'warn' };
const SECRET_NAME = /token|secret|password|authorization|credential/i;
const JWT = /eyJ[\w-]+\.[\w-]+\.[\w-]*/g;
const MASK = '•••';

/** All messages in their order, without secrets. */
export class MessageLog {
  constructor(root) {
    this.list = root.querySelector('.messages');
    root.querySelector('[data-clear]').addEventListener('click', () => this.list.replaceChildren());
  }

  /** @param kind a key of LABELS */
  add(kind, name, content) {
    const entry = document.createElement('li');
    const details = document.createElement('details');
    const summary = document.createElement('summary');
    summary.append(
      element('time', new Date().toISOString().slice(11, 23), 'mono muted'),
      element('span', LABELS[kind], `badge ${TONES[kind]}`),
      element('strong', name, 'mono'),
    );
    details.append(summary, element('code', JSON.stringify(masked(content), null, 1) ?? '', 'block'));
    entry.append(details);
    const isAtEnd = this.list.scrollTop + this.list.clientHeight >= this.list.scrollHeight - 4;
    this.list.append(entry);
    if (this.list.childElementCount > MAX_ENTRIES) this.list.firstElementChild.remove();
    if (isAtEnd) this.list.scrollTop = this.list.scrollHeight;
  }
}

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

/** A copy without tokens and without the values of fields that are named like a secret. */
function masked(value) {
  if (typeof value === 'string') return value.replace(JWT, MASK);
  if (Array.isArray(value)) return value.map(masked);
  if (value === null || typeof value !== 'object') return value;
  const isSecret = (name, field) => SECRET_NAME.test(name) && typeof field === 'string';
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, isSecret(name, field) ? MASK : masked(field)]),
  );
}
