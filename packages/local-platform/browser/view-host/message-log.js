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
/** Of the text of a message. */
const MAX_CHARACTERS = 20_000;
const MAX_LEVELS = 100;
const MAX_NAME = 100;
/** Of one message. */
const MAX_VALUES = 20_000;
const REST = '...';

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
      element('strong', name.slice(0, MAX_NAME), 'mono'),
    );
    details.append(summary, element('code', textOf(content), 'block'));
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

/** A view can send whatever can be cloned: also what JSON has no form for, or what contains itself. */
function textOf(content) {
  const text = JSON.stringify(masked(content, MAX_LEVELS, { left: MAX_VALUES }), null, 1) ?? '';
  if (text.length <= MAX_CHARACTERS) return text;
  return `${text.slice(0, MAX_CHARACTERS)}\n${REST} and more characters`;
}

/** A copy without tokens and without the values of fields that are named like a secret, as far as it is shown. */
function masked(value, levels, values) {
  if (typeof value === 'string') return value.slice(0, 2 * MAX_CHARACTERS).replace(JWT, MASK);
  if (typeof value === 'bigint') return `${value}n`;
  if (value === null || typeof value !== 'object') return value;
  values.left -= 1;
  if (levels === 0 || values.left < 0) return REST;
  const copy = (each) => masked(each, levels - 1, values);
  if (Array.isArray(value)) return value.slice(0, MAX_VALUES).map(copy);
  const isSecret = (name, field) => SECRET_NAME.test(name) && typeof field === 'string';
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, isSecret(name, field) ? MASK : copy(field)]),
  );
}
