/** The dialog in which one chooses somebody to write to. */
import { findPeople } from './composer.js';
import { personRow } from './draw.js';

/** `chosen(id)` gets the person; closing the dialog chooses nobody. */
export function setUpDirect(button, dialog, { people, chosen }) {
  const search = dialog.querySelector('input');
  const list = dialog.querySelector('#direct-people');

  function show() {
    const rows = findPeople(search.value.trim(), people()).map((who) => {
      return Object.assign(personRow('button', who), { type: 'submit', value: who.id });
    });
    list.replaceChildren(...rows);
  }

  button.onclick = () => {
    search.value = '';
    dialog.returnValue = '';
    show();
    dialog.showModal();
    search.focus();
  };
  search.oninput = show;
  search.onkeydown = (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    list.firstElementChild?.click();
  };
  dialog.onclose = () => {
    if (dialog.returnValue !== '') chosen(dialog.returnValue);
  };
}
