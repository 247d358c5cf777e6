// Places and signatures of forms. Without script both are text fields, which the server reads the same. And the form asks,
// computes and grades while it is filled in, by the phone's own reading of its definition; the server has the last word.
import { about, answers, grade } from './phone/form.js';
import { pad } from './phone/pad.js';
import { placeButton } from './phone/place.js';

const put = (input, text) => {
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
};
for (const input of document.querySelectorAll('[data-place]')) {
  // Where it is the place itself that is to be shown, nobody types one.
  const otherwise = input.readOnly ? '或者写明没有位置的原因' : undefined;
  const button = placeButton((place) => put(input, place), { taken: input.value, otherwise });
  if (button) input.after(button);
}
for (const input of document.querySelectorAll('[data-signature]')) {
  const label = document.querySelector(`label[for="${CSS.escape(input.id)}"]`);
  const drawn = pad(`${input.id}-pad`, label.firstElementChild.textContent, input.value, (text) => put(input, text));
  label.htmlFor = `${input.id}-pad`;
  input.type = 'hidden';
  input.after(drawn);
}

const page = document.querySelector('[data-form]');
if (page) {
  const { form, person } = JSON.parse(page.dataset.form);
  const input = (field) => page.elements[`field-${field.id}`];
  const typed = (field) => {
    const element = input(field);
    if (!element) return field.kind === 'PHOTO' ? '1' : '';
    return element.type === 'file' ? String(element.files.length || '') : element.value;
  };
  const look = () => {
    const known = about(person, page.elements.on.value);
    const given = answers(form, Object.fromEntries(form.fields.map((field) => [field.id, typed(field)])), known);
    for (const field of form.fields) {
      const block = page.querySelector(`[data-field="${CSS.escape(field.id)}"]`);
      if (field.computed === undefined) block.hidden = !given.asked.includes(field.id);
      else block.querySelector('output').textContent = [given.values[field.id] ?? '—', field.unit ?? ''].join(' ').trim();
    }
    const found = given.sound ? grade(form, given.values, known) : undefined;
    page.querySelector('#reckoned').textContent = found ? `${found.label}${found.refer ? '，请转诊' : ''}` : '';
  };
  for (const event of ['input', 'change']) page.addEventListener(event, look);
  if (page.elements.on.value) look();
}
