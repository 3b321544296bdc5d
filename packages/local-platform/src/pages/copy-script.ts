/** Copies the text of the element that a button names in `data-copy`, and says so in its `data-note`. */
export const COPY_SCRIPT = `'use strict';
document.addEventListener('click', async ({ target }) => {
  const button = target.closest('[data-copy]');
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  const note = document.getElementById(button.dataset.note);
  try {
    await navigator.clipboard.writeText(source.textContent);
    note.textContent = 'Copied.';
  } catch {
    getSelection().selectAllChildren(source);
    note.textContent = 'Selected. Copy it with the keyboard.';
  }
});
`;
