import { ask } from './platform.js';

const MAX_FILE_BYTES = 8 * 1024 * 1024;
/** A view can send more than the page can show. The oldest one closes for a new one. */
const MAX_NOTICES = 5;
const MAX_DIALOGS = 10;

/** What monday's page shows on behalf of a view: notices, dialogs, and other pages of the view. */
export class Dialogs {
  constructor(root, host) {
    this.root = root;
    this.host = host;
    this.modal = undefined;
  }

  /** The window of the modal, if one is open. */
  get modalWindow() {
    return this.modal?.querySelector('iframe')?.contentWindow;
  }

  /** @param reply answers the view, if it waits for the user */
  show({ kind, ...shown }, reply) {
    const action = {
      notice: () => this.notice(shown),
      confirm: () => this.confirm(shown, reply),
      item: () => this.item(shown),
      'create-item': () => this.createItem(shown, reply),
      file: () => this.file(shown),
      upload: () => this.upload(shown, reply),
      modal: () => this.openModal(shown, reply),
      'close-modal': () => this.modal?.close(),
      link: () => openTab(shown.url),
      plans: () => openTab('/subscriptions'),
      settings: () => this.host.state.focusSettings(),
      location: () => this.location(shown),
    }[kind];
    action?.();
  }

  notice({ message, type, timeout }) {
    const notices = this.root.querySelector('.notices');
    if (notices.childElementCount >= MAX_NOTICES) notices.firstElementChild.remove();
    const shown = make('p', message, `notice ${type}`);
    notices.append(shown);
    setTimeout(() => shown.remove(), timeout);
  }

  confirm({ message, confirmButton, cancelButton, excludeCancelButton }, reply) {
    const dialog = this.dialog('Confirm', make('p', message, 'lead'));
    const buttons = [button(confirmButton, 'confirm', 'primary')];
    if (!excludeCancelButton) buttons.push(button(cancelButton, 'cancel'));
    dialog.firstElementChild.append(row(...buttons));
    open(dialog, () => reply({ confirm: dialog.returnValue === 'confirm' }));
  }

  item({ card, part }) {
    const content =
      part === 'updates'
        ? listOf(
            card.updates.map(({ creator, text_body: text }) => [creator?.name ?? '-', text ?? '']),
            'No updates.',
          )
        : listOf(
            card.column_values.map(({ column, text }) => [column.title, text ?? '']),
            'No columns.',
          );
    const dialog = this.dialog(
      card.name,
      make('p', `${card.board.name} · ${card.id}`, 'lead'),
      content,
      closeRow(),
    );
    open(dialog);
  }

  file({ name, public_url: url }) {
    const link = make('a', name ?? url, '');
    link.href = url;
    link.target = '_blank';
    open(this.dialog('File', link, closeRow()));
  }

  createItem({ boards }, reply) {
    const name = make('input', '', '');
    name.required = true;
    const board = make('select', '', '');
    board.append(...boards.map(({ id, name: label }) => new Option(label, id)));
    const dialog = this.dialog(
      'Create an item',
      field('Name', name),
      field('Board', board),
      row(button('Create item', 'create', 'primary'), cancel()),
    );
    open(dialog, () => void this.finishItem(dialog.returnValue === 'create', name.value, board.value, reply));
  }

  async finishItem(isWanted, name, board, reply) {
    if (!isWanted) return reply({});
    const query =
      'mutation ($board: ID!, $name: String!) { create_item(board_id: $board, item_name: $name) { id } }';
    const { data, errorMessage } = await this.host.ask('api', {
      params: { query, variables: { board, name } },
    });
    reply(
      errorMessage === undefined ? { itemId: Number(data.data.create_item.id) } : undefined,
      errorMessage,
    );
  }

  upload({ itemId, columnId }, reply) {
    const input = make('input', '', '');
    input.type = 'file';
    input.required = true;
    const dialog = this.dialog(
      'Upload a file',
      make('p', `To the column ${columnId} of item ${itemId}.`, 'lead'),
      field('File', input),
      row(button('Upload', 'upload', 'primary'), cancel()),
    );
    const file = () => (dialog.returnValue === 'upload' ? input.files[0] : undefined);
    open(dialog, () => void this.finishUpload(file(), { itemId, columnId }, reply));
  }

  async finishUpload(file, { itemId, columnId }, reply) {
    if (!file) return reply(undefined, 'The user chose no file.');
    if (file.size > MAX_FILE_BYTES) return reply(undefined, 'The file is larger than 8 MB.');
    const { view } = this.host;
    const content = await base64Of(file);
    const upload = { view, itemId: String(itemId), columnId, name: file.name, content };
    const { data, errorMessage } = await ask('uploads', upload);
    reply(data, errorMessage);
  }

  openModal({ url, isFramed, width, height }, reply) {
    if (!isFramed) openTab(url);
    const frame = make('iframe', '', '');
    frame.title = `Modal of the view at ${url}`;
    if (width) frame.style.width = width;
    if (height) frame.style.height = height;
    if (isFramed) frame.src = url;
    const note = make('p', 'The address has another origin than the view. It was opened in a tab.', 'lead');
    this.modal?.close();
    this.modal = this.dialog('Modal of the view', isFramed ? frame : note, closeRow());
    const opened = this.modal;
    open(opened, () => {
      if (this.modal === opened) this.modal = undefined;
      reply({ closed: true });
    });
  }

  location({ query }) {
    this.host.view.location = query;
    void this.host.emit('location');
  }

  /** A dialog with a form around its content, so that its buttons close it. */
  dialog(title, ...content) {
    const dialog = document.createElement('dialog');
    const form = make('form', '', 'dialog');
    form.method = 'dialog';
    const heading = make('h2', title, '');
    heading.id = `dialog-${crypto.randomUUID()}`;
    dialog.setAttribute('aria-labelledby', heading.id);
    form.append(heading, ...content);
    dialog.append(form);
    const others = this.root.querySelectorAll('dialog[open]');
    if (others.length >= MAX_DIALOGS) others[0].close();
    this.root.append(dialog);
    return dialog;
  }
}

/** Shows a dialog until the user closes it. */
function open(dialog, onClose = () => undefined) {
  dialog.addEventListener('close', () => {
    dialog.remove();
    onClose();
  });
  dialog.showModal();
}

async function base64Of(file) {
  const reader = new FileReader();
  const read = new Promise((resolve) => reader.addEventListener('load', resolve));
  reader.readAsDataURL(file);
  await read;
  return reader.result.slice(reader.result.indexOf(',') + 1);
}

function openTab(url) {
  const link = make('a', '', '');
  link.href = url;
  link.target = '_blank';
  link.rel = 'noopener';
  link.click();
}

function make(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

function button(label, value, tone = '') {
  const made = make('button', label, `button ${tone}`);
  made.value = value;
  return made;
}

function cancel() {
  const made = button('Cancel', 'cancel');
  made.formNoValidate = true;
  return made;
}

function row(...buttons) {
  const made = make('div', '', 'actions');
  made.append(...buttons);
  return made;
}

/** Has the focus, because Escape does not leave a frame that has it. */
function closeRow() {
  const close = button('Close', 'close');
  close.autofocus = true;
  return row(close);
}

function field(label, input) {
  const made = make('label', label, '');
  made.append(input);
  return made;
}

function listOf(pairs, otherwise) {
  if (pairs.length === 0) return make('p', otherwise, 'lead');
  const list = make('dl', '', 'facts');
  for (const [name, value] of pairs) list.append(make('dt', name, ''), make('dd', value || '-', ''));
  return list;
}
