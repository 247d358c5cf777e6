// What a form asks, as it is answered on the phone: every screen that has a form draws its fields, photos and files here.
import { h } from './dom.js';
import { photo } from './media.js';
import { placeButton } from './place.js';

const MODES = { WHOLE: 'numeric', NUMBER: 'decimal' };

export const hints = (field) => [field.unit, field.optional ? '可不填' : null].filter(Boolean).join(' · ');

/**
 * Options to pick, a text, a number or a place.
 * @param id of its own on the screen; the input's is f-id
 * @param problem the element that says what is wrong with it
 * @param type told the text, each time it changes
 * @param leave told when the field is left; @param onward told when the next one is wanted
 * @param device the place is the phone's own and not typed; @param otherwise what to do when it cannot be had
 */
export const entry = (field, { id = field.id, text = '', label, problem, type, leave, onward, device = false, otherwise }) => {
  if (field.kind === 'CHOICE' || field.kind === 'YES_NO') {
    const options = field.kind === 'CHOICE' ? field.options : ['否', '是'];
    return h('fieldset', {}, h('legend', {}, label), h('div', { class: 'options' }, options.map((option) => h('label', { class: 'pick' },
      h('input', { type: 'radio', name: id, value: option, checked: text === option, onchange: () => type(option) }),
      h('span', {}, option)))), problem);
  }
  const input = h('input', {
    id: `f-${id}`, value: text, autocomplete: 'off', inputmode: MODES[field.kind] ?? 'text', enterkeyhint: onward ? 'next' : null,
    'aria-describedby': problem.id, class: field.kind in MODES ? 'number' : null, readonly: device,
    oninput: () => type(input.value),
    onblur: () => leave?.(),
    onkeydown: (event) => {
      if (event.key === 'Enter' && onward) {
        event.preventDefault();
        onward();
      }
    },
  });
  const place = field.kind !== 'PLACE' ? null : placeButton((found) => {
    input.value = found;
    type(found);
  }, { taken: text, otherwise });
  return h('div', { class: 'field' }, h('label', { for: input.id }, label), input, place, problem);
};

/**
 * The camera behind a label: each photo is made small before it is handed on.
 * @param take told a photo; @param say told what went wrong, and nothing once it goes well
 */
export const camera = (id, attributes, take, say) => h('input', {
  type: 'file', id, accept: 'image/*', capture: 'environment', class: 'hidden-file', ...attributes,
  onchange: async (event) => {
    if (event.target.files.length === 0) return;
    try {
      for (const file of event.target.files) take(await photo(file));
      say('');
    } catch {
      say('这个文件不是可以打开的照片。');
    }
  },
});

/**
 * The files that go with a record, each of which can be taken away again.
 * @param named how one is called; @param changed told when one was taken away
 */
export const attached = (files, named, changed = () => {}, attributes = {}) => {
  const list = h('ul', { class: 'plain-list', ...attributes });
  const show = () => list.replaceChildren(...files.map((file, at) => h('li', { class: 'row between' },
    `${named(file, at)} · ${Math.ceil(file.size / 1024)} KB`,
    h('button', {
      type: 'button', class: 'plain',
      onclick: () => {
        files.splice(at, 1);
        show();
        changed();
      },
    }, '移除'))));
  return { list, show };
};
