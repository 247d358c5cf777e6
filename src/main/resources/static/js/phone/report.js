// 不能服务、登记: what is told of somebody beside services, one entry each in the same queue. The desk page asks the same, and the
// same use cases take it.
import { h } from './dom.js';
import { about, days } from './form.js';
import { attached, camera } from './inputs.js';
import { holds } from './rules.js';

const LONGEST_NOTE = 200;
const MOST_PHOTOS = 3;
const HAS = { DIAGNOSIS: 'diagnoses', OCCUPATION: 'occupations', EVENT: 'events' };

/** What an entry tells, in words. */
export const told = (all, body) => {
  if (body.kind === 'exclude') {
    const reason = all?.reasons?.find((it) => it.code === body.reason)?.label ?? '不能服务';
    return `不能服务：${reason}（${titleOf(all, body.programme)}）`;
  }
  return `${enrolment(all, body)?.label ?? '登记'} ${body.on}${body.unit ? ` ${body.unit}` : ''}`;
};

const titleOf = (all, programme) => Object.values(all?.services ?? {}).find((it) => it.of === programme)?.programme ?? '项目';
const enrolment = (all, body) => all?.enrolments?.find((it) => it.programme === body.programme && it.code === body.code);

const problem = (id) => h('p', { class: 'problem', role: 'alert', id: `problem-${id}` });

const picks = (name, legend, options, chosen, wrong) => h('fieldset', {}, h('legend', {}, legend), h('div', { class: 'options two' },
  options.map(([value, label]) => h('label', { class: 'pick' },
    h('input', { type: 'radio', name, value, checked: value === chosen, 'aria-describedby': wrong.id }), h('span', {}, label)))), wrong);

/** Says at each field what is wrong with it. @return whether anything is */
const says = (boxes, problems) => {
  for (const [id, box] of Object.entries(boxes)) box.textContent = problems[id] ?? '';
  const first = Object.entries(boxes).find(([id]) => problems[id])?.[1].parentElement;
  first?.scrollIntoView({ block: 'center' });
  first?.querySelector('input, select')?.focus({ preventScroll: true });
  return Boolean(first);
};

/** Photos of what shows it, shown as they are taken. */
const pictures = (files) => {
  const { list, show } = attached(files, (_, at) => `照片 ${at + 1}`);
  const note = h('p', { class: 'problem', role: 'alert' });
  const input = camera('proof', {}, (file) => {
    if (files.length < MOST_PHOTOS) files.push(file);
    show();
  }, (wrong) => { note.textContent = wrong; });
  return h('div', {}, h('div', { class: 'row' }, h('label', { class: 'button', for: 'proof' }, '拍照为证（可不拍）'), input), list, note);
};

/** One resident: what can be told of her now. */
class Report {
  /** @param it {shell, part, id, person, programmes: [[id, title]…], mended, back} */
  constructor(it) {
    Object.assign(this, it);
    this.all = it.shell.data[it.part].about;
    this.known = it.person ? about(it.person, it.shell.today()) : {};
    this.files = [];
  }

  draw() {
    const { person, mended } = this;
    const kinds = mended ? [mended.body.kind] : ['exclude', 'register'];
    const forms = [
      kinds.includes('exclude') ? this.exclusion(mended?.body) : null, kinds.includes('register') ? this.registration(mended?.body) : null,
    ].filter(Boolean);
    return [
      h('div', { class: 'row between' },
        h('div', {}, h('h2', {}, person?.name ?? mended.body.who), person ? h('p', { class: 'quiet' }, person.place) : null),
        h('button', { type: 'button', class: 'plain', id: 'back', onclick: this.back }, '返回')),
      ...(forms.length > 0 ? forms : [h('p', { class: 'quiet' }, '现在没有可以登记的。')]),
    ];
  }

  form(id, title, fields, boxes, check, button) {
    const failed = h('p', { class: 'problem', role: 'alert' });
    const submit = async (event) => {
      event.preventDefault();
      const body = check(Object.fromEntries(new FormData(event.target)));
      if (!body) return;
      const send = event.target.querySelector('.primary');
      send.disabled = true;
      try {
        await this.enter(body);
      } catch (full) {
        console.error(full);
        send.disabled = false;
        failed.textContent = '没有记录成功：手机的存储空间可能已满。';
      }
    };
    // What was said of a field is of what stood there.
    const forget = ({ target }) => { if (boxes[target.name]) boxes[target.name].textContent = ''; };
    return h('form', { class: 'card', id, novalidate: true, onsubmit: submit, oninput: forget, onchange: forget },
      h('h2', {}, title), fields, failed, h('button', { class: 'primary' }, button));
  }

  exclusion(before) {
    const programmes = before ? [[before.programme, titleOf(this.all, before.programme)]] : this.programmes;
    if (programmes.length === 0) return null;
    const boxes = { programme: problem('programme'), reason: problem('reason'), note: problem('note') };
    const check = ({ programme = programmes.length === 1 ? programmes[0][0] : undefined, reason, note = '' }) => {
      const text = note.trim();
      const wrong = says(boxes, {
        programme: programme ? null : '请选择哪个项目。',
        reason: reason ? null : '请选择原因。',
        note: text && text.length <= LONGEST_NOTE ? null : `请写明依据，最多 ${LONGEST_NOTE} 个字。`,
      });
      return wrong ? null : { kind: 'exclude', programme, reason, note: text };
    };
    const form = this.form('exclude', '不能服务', [
      programmes.length === 1 ? h('p', { class: 'quiet' }, programmes[0][1]) : picks('programme', '哪个项目', programmes, null, boxes.programme),
      picks('reason', '原因', this.all.reasons.map((it) => [it.code, it.label]), before?.reason, boxes.reason),
      h('div', { class: 'field' }, h('label', { for: 'note' }, '依据：问了谁、看了什么'), h('input', {
        id: 'note', name: 'note', maxlength: LONGEST_NOTE, autocomplete: 'off', value: before?.note ?? '', 'aria-describedby': boxes.note.id,
      }), boxes.note),
      // The photos of an entry that waits are with it already.
      before ? null : pictures(this.files),
      h('p', { class: 'quiet' }, '居民去世，请到有网络的工作台登记死亡，不在这里填。'),
    ], boxes, check, '登记不能服务');
    if (this.mended?.answer?.problems) says(boxes, this.mended.answer.problems);
    return form;
  }

  /** What she has not, and is for her by the same rules as on the desk page; nothing that waits to be sent. */
  choices() {
    const waits = (it) => this.shell.entries.some(({ part, body }) => part === this.part && body?.kind === 'register'
      && body.person === this.id && body.code === it.code);
    return (this.all.enrolments ?? []).filter((it) => !this.known[HAS[it.kind]]?.includes(it.code) && !waits(it)
      && (it.of === undefined || holds(it.of, this.known)));
  }

  registration(before) {
    const choices = before ? [enrolment(this.all, before)].filter(Boolean) : this.choices();
    if (choices.length === 0) return null;
    const boxes = { what: problem('what'), on: problem('on'), unit: problem('unit') };
    const asks = h('label', { for: 'day' });
    const unit = h('div', { class: 'field' }, h('label', { for: 'unit' }, '单位：在哪里工作、上学（可不填）'), h('input', {
      id: 'unit', name: 'unit', autocomplete: 'off', value: before?.unit ?? '', 'aria-describedby': boxes.unit.id,
    }), boxes.unit);
    const ask = (at) => {
      asks.textContent = choices[at]?.asks ?? '日期';
      unit.hidden = !choices[at]?.unit;
    };
    const titles = [...new Set(choices.map((it) => it.title))];
    const what = h('select', {
      id: 'what', name: 'what', 'aria-describedby': boxes.what.id, onchange: (event) => ask(event.target.value),
    }, before ? null : h('option', { value: '' }, '请选择'),
    titles.map((title) => h('optgroup', { label: title },
      choices.filter((it) => it.title === title).map((it) => h('option', { value: choices.indexOf(it) }, it.label)))));
    ask(before ? 0 : '');
    const check = ({ what: at, on, unit: where }) => {
      const chosen = choices[at];
      // What was written before something without a 单位 was chosen is not told.
      const said = chosen?.unit ? where.trim() : '';
      const wrong = says(boxes, {
        what: chosen ? null : '请选择登记事项。',
        on: chosen ? this.dayProblem(chosen, on) : null,
        unit: said.length > chosen?.unit ? `“单位”最多 ${chosen.unit} 个字。` : null,
      });
      return wrong ? null : { kind: 'register', programme: chosen.programme, code: chosen.code, on, unit: said };
    };
    const form = this.form('register', '登记', [
      h('div', { class: 'field' }, h('label', { for: 'what' }, '登记事项'), what, boxes.what),
      h('div', { class: 'field' }, asks, h('input', {
        id: 'day', name: 'on', type: 'date', max: this.shell.today(), value: before?.on ?? '', 'aria-describedby': boxes.on.id,
      }), boxes.on),
      unit,
    ], boxes, check, '登记');
    if (this.mended?.answer?.problems) says(boxes, this.mended.answer.problems);
    return form;
  }

  dayProblem(chosen, on) {
    const today = this.shell.today();
    if (!on) return `请填写“${chosen.asks}”。`;
    if (on > today || days(on, today) > chosen.oldest) return `“${chosen.asks}”应在今天以前的 ${chosen.span}之内。`;
    return this.person && on < this.person.birth ? `“${chosen.asks}”不能早于出生日期 ${this.person.birth}。` : null;
  }

  async enter(given) {
    const { shell, id, mended } = this;
    const body = { ...given, person: id, who: this.person?.name ?? mended?.body.who };
    if (mended) {
      await shell.amend(mended.key, { ...mended.body, ...body });
      shell.show(() => shell.queueScreen(), 'queue');
      return;
    }
    await shell.enter([{ key: crypto.randomUUID(), part: this.part, body, files: body.kind === 'exclude' ? this.files : [] }]);
    shell.show(() => [
      h('h2', { id: 'recorded' }, `已记录：${body.who}`), h('p', { class: 'outcome' }, `${told(this.all, body)}。联网后提交。`),
      h('button', { type: 'button', class: 'primary big', 'data-first': true, onclick: this.again }, `回到${body.who}`),
      h('button', { type: 'button', class: 'plain', id: 'back', onclick: () => shell.home() }, '回名单'),
    ]);
  }
}

/**
 * Opens the page.
 * @param it {shell, part, id, person, programmes: [[id, title]…] that may be unable to serve her, mended: an entry of the queue that
 *     is corrected instead of a new one, back: where the page is left to, again: to the person as she stands then}
 */
export const report = (it) => {
  const page = new Report(it);
  it.shell.show(() => page.draw());
};
