// 现场检查: what is to be looked at, a form of yes, no, not applicable, and photos that go before it.
import { h } from './dom.js';
import { answers } from './form.js';
import { attached, camera, entry, hints } from './inputs.js';

export const name = 'inspection';
export const title = '检查';
export const tab = '检查';
export const desk = '/staff/registers';
/** Nothing is closed without its photos. */
export const filesFirst = true;

const MOST_PHOTOS = 9;
/** Where the phone is, as the server's governance.Visit calls it. */
const VISIT_PLACE = 'visit_place';

const data = (shell) => shell.data[name];
const register = (shell, item) => data(shell)?.about?.registers[item?.register];
const moves = (shell, item) => Object.entries(register(shell, item)?.moves ?? {}).filter(([, move]) => move.from.includes(item.state));
const waits = (shell, id) => shell.entries.some((it) => it.part === name && it.body?.item === id);

const urgency = (shell, due) => {
  if (!due) return null;
  return due < shell.today() ? h('span', { class: 'late' }, '逾期') : h('span', { class: 'due' }, `${due} 前`);
};

export const list = (shell) => {
  if (!data(shell)?.about) return h('p', { class: 'quiet' }, '正在下载检查任务…');
  const all = [...data(shell).items].filter(([id]) => !waits(shell, id))
    .sort(([, a], [, b]) => (a.due ?? '9').localeCompare(b.due ?? '9') || a.place.localeCompare(b.place, 'zh'));
  return [
    h('h2', {}, `指定给我的检查 ${all.length}`),
    h('ul', { class: 'plain-list', id: 'inspections' }, all.map(([id, item]) => h('li', {}, h('button', {
      type: 'button', class: 'person', 'data-item': id, onclick: () => open(shell, id),
    }, h('span', { class: 'who' }, h('strong', {}, item.title)), urgency(shell, item.due),
    h('span', { class: 'where' }, item.place), h('span', { class: 'what' }, `${register(shell, item).title} ${item.number}`))))),
    all.length === 0 ? h('p', { class: 'quiet' }, '没有指定给您的检查。在“治理台账”的检查表里“指定检查人”后，这里同步下来。') : null,
  ];
};

/** @param mended an entry of the queue that is corrected instead of a new one */
const open = (shell, id, mended = null) => {
  const item = data(shell).items.get(id);
  const choices = item ? moves(shell, item) : [];
  const wanted = mended ? choices.find(([move]) => move === mended.body.move) : choices[0];
  if (!wanted) {
    shell.say('这个事项已不能在手机上办理；可以不再提交。');
    return;
  }
  const form = new Check(shell, id, item, choices, wanted[0], mended);
  shell.show(() => form.draw());
};

class Check {
  constructor(shell, id, item, choices, move, mended) {
    Object.assign(this, { shell, id, item, choices, move, mended });
    this.typed = { ...mended?.body.typed };
    this.note = mended?.body.note ?? '';
    this.photos = [];
    this.tried = Boolean(mended);
  }

  get chosen() { return Object.fromEntries(this.choices)[this.move]; }

  draw() {
    const { item, shell } = this;
    this.body = h('div', { id: 'fields' });
    this.problem = h('p', { class: 'problem', role: 'alert' });
    this.fill();
    return [
      h('div', { class: 'row between' },
        h('div', {}, h('h2', {}, item.title), h('p', { class: 'quiet' }, `${item.place} · ${item.number}`)),
        h('button', { type: 'button', class: 'plain', id: 'back', onclick: () => shell.home() }, '返回')),
      ...item.said.map(([label, value]) => h('p', {}, `${label}：${value}`)),
      h('form', { novalidate: true, onsubmit: (event) => { event.preventDefault(); this.record(); } },
        this.choices.length > 1 ? this.whichMove() : null, this.body,
        h('div', { class: 'dock' }, this.problem, h('button', { class: 'primary big', id: 'record' }, '记录'))),
    ];
  }

  whichMove() {
    return h('fieldset', {}, h('legend', {}, '办理'), h('div', { class: 'options' }, this.choices.map(([id, move]) => h('label', { class: 'pick' },
      h('input', {
        type: 'radio', name: 'move', value: id, checked: id === this.move, disabled: Boolean(this.mended), onchange: () => { this.move = id; this.tried = false; this.fill(); },
      }), h('span', {}, move.title)))));
  }

  fill() {
    const read = answers(this.chosen.form, this.typed, {});
    const asked = this.chosen.form.fields.filter((it) => read.asked.includes(it.id));
    this.shown = read.asked.join();
    this.boxes = new Map();
    this.body.replaceChildren(...asked.map((it) => this.field(it)), this.notes(), this.pictures());
    this.check();
  }

  field(it) {
    const problem = h('p', { class: 'problem', role: 'alert', id: `problem-${it.id}` });
    this.boxes.set(it.id, problem);
    return entry(it, {
      text: this.typed[it.id], problem, label: [it.label, ' ', h('small', {}, hints(it))], type: (text) => this.type(it, text),
      device: it.id === VISIT_PLACE, otherwise: '或者写明没有位置的原因',
    });
  }

  type(it, text) {
    this.typed[it.id] = text;
    if (answers(this.chosen.form, this.typed, {}).asked.join() !== this.shown) this.fill();
    else this.check();
  }

  notes() {
    return h('div', { class: 'field' }, h('label', { for: 'note' }, '说明 ', h('small', {}, this.chosen.note ? '' : '可不填')),
      h('input', { id: 'note', value: this.note, maxlength: 500, autocomplete: 'off', oninput: (event) => { this.note = event.target.value; this.check(); } }));
  }

  pictures() {
    const { list, show } = attached(this.photos, (_, at) => `照片 ${at + 1}`, () => this.check(), { id: 'photos' });
    const note = h('p', { class: 'problem', role: 'alert' });
    const input = camera('photo', { multiple: true }, (file) => {
      if (this.photos.length < MOST_PHOTOS) this.photos.push(file);
      show();
      this.check();
    }, (wrong) => { note.textContent = wrong; });
    // The photos of a record that waits are with it already.
    if (this.mended) return h('p', { class: 'quiet' }, `已拍照片 ${this.mended.files} 张。`);
    show();
    return h('div', {}, h('div', { class: 'row' }, h('label', { class: 'button', for: 'photo' }, this.chosen.evidence ? '拍照（必须）' : '拍照'), input), list, note);
  }

  /** What still has to be given; shown once she has tried. */
  check() {
    const read = answers(this.chosen.form, this.typed, {});
    for (const [id, box] of this.boxes) box.textContent = this.tried ? read.problems[id] ?? '' : '';
    const missing = !read.sound ? '还有没答或答错的。'
      : this.chosen.note && !this.note.trim() ? '请写明说明。'
        : this.chosen.evidence && !this.mended && this.photos.length === 0 ? '请至少拍一张照片。' : '';
    this.problem.textContent = this.tried ? missing : '';
    return missing;
  }

  async record() {
    this.tried = true;
    if (this.check()) {
      const first = [...this.boxes.values()].find((box) => box.textContent)?.parentElement;
      first?.scrollIntoView({ block: 'center' });
      first?.querySelector('input')?.focus({ preventScroll: true });
      return;
    }
    const { shell } = this;
    document.getElementById('record').disabled = true;
    const body = {
      item: this.id, who: this.item.title, state: this.item.state, move: this.move, note: this.note.trim(),
      typed: Object.fromEntries(Object.entries(this.typed).filter(([id, text]) => text !== '' && this.boxes.has(id))),
    };
    if (this.mended) {
      await shell.amend(this.mended.key, { ...this.mended.body, ...body });
      shell.show(() => shell.queueScreen(), 'queue');
      return;
    }
    try {
      await shell.enter([{ key: crypto.randomUUID(), part: name, body, files: this.photos }]);
    } catch (full) {
      console.error(full);
      document.getElementById('record').disabled = false;
      this.problem.textContent = '没有记录成功：手机的存储空间可能已满。';
      return;
    }
    shell.show(() => [
      h('h2', { id: 'recorded' }, `已记录：${this.item.title}`),
      h('p', {}, `${this.chosen.title}，照片 ${this.photos.length} 张。联网后提交。`),
      h('button', { type: 'button', class: 'primary big', id: 'back', 'data-first': true, onclick: () => shell.home() }, '回检查清单'),
    ]);
  }
}

// --- in the queue

export const describe = (shell, { body }) => `${body.who ?? '检查'} · ${register(shell, data(shell)?.items.get(body.item))?.moves[body.move]?.title ?? '检查'}`;

/** How things stand with what the server did not take. */
export const stands = (shell, { answer }) => [
  answer.stands?.state ? `事项现在是“${answer.stands.state}”。` : null, ...Object.values(answer.problems ?? {}),
].filter(Boolean);

export const mendable = ({ answer }) => answer.outcome === 'unsound';

export const mend = (shell, entry) => open(shell, entry.body.item, entry);
