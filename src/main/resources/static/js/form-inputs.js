// Places and signatures of forms. Without script both are text fields, which the server reads the same.
import { pad } from './phone/pad.js';
import { placeButton } from './phone/place.js';

for (const input of document.querySelectorAll('[data-place]')) {
  const button = placeButton((place) => { input.value = place; });
  if (button) input.after(button);
}
for (const input of document.querySelectorAll('[data-signature]')) {
  const label = document.querySelector(`label[for="${CSS.escape(input.id)}"]`);
  const drawn = pad(`${input.id}-pad`, label.firstElementChild.textContent, input.value, (text) => { input.value = text; });
  label.htmlFor = `${input.id}-pad`;
  input.type = 'hidden';
  input.after(drawn);
}
