// 随访: whom to visit today, the joint form of all that is due to one person, grade and next date at once.
import { h } from './dom.js';
import { about, answers, days, grade, joint, next, typedFor } from './form.js';
import { attached, camera, entry, hints } from './inputs.js';
import { mark, scan, voice } from './media.js';
import { pad } from './pad.js';
import { report, told } from './report.js';

export const name = 'field';
export const title = '随访';
export const tab = '名单';
export const desk = '/staff/field';

const SHOWN = 60;
/** Made anew each time: nothing of the last time is shown or taken over. */
const DRAWN = new Set(['SIGNATURE', 'PHOTO', 'PLACE']);
const view = { order: 'urgent', search: '', shown: SHOWN };

const data = (shell) => shell.data[name];
const service = (shell, id) => data(shell).about?.services[id];
const natural = new Intl.Collator('zh', { numeric: true });

/** What is still to be done for a person: open by today, and neither recorded nor told to be impossible by what waits in the queue. */
const open = (shell, id, person) => {
  const waiting = shell.entries.filter((it) => it.part === name && it.body?.person === id).map((it) => it.body);
  return person.duties.filter((duty) => duty.opens <= shell.today() && service(shell, duty.service)
    && !waiting.some((it) => it.service === duty.service
      || (it.kind === 'exclude' && it.programme === service(shell, duty.service).of)));
};

/** Everybody on the phone with what is to be done, by what is most urgent or by the way. */
const everybody = (shell) => {
  const all = [...data(shell).items].map(([id, person]) => ({ id, person, duties: open(shell, id, person) }))
    .map((it) => ({ ...it, due: it.duties.map((duty) => duty.due).sort()[0] ?? '9999' }));
  const way = (a, b) => natural.compare(a.person.place, b.person.place) || natural.compare(a.person.name, b.person.name);
  return all.sort(view.order === 'way' ? way : (a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : way(a, b)));
};

/** Today's people. */
const people = (shell) => everybody(shell).filter((it) => it.duties.length > 0);

const age = (shell, person) => Number(about(person, shell.today()).age);
const urgency = (shell, due) => {
  const left = days(shell.today(), due);
  if (left < 0) return h('span', { class: 'late' }, `逾期 ${-left} 天`);
  return h('span', { class: 'due' }, left === 0 ? '今天到期' : left > 60 ? `${due} 前` : `还有 ${left} 天`);
};

export const list = (shell) => {
  if (!data(shell)?.about) return h('p', { class: 'quiet' }, '正在下载名单…');
  const each = everybody(shell);
  const all = each.filter((it) => it.duties.length > 0);
  const places = h('ul', { class: 'plain-list', id: 'people' });
  const more = h('button', { type: 'button', class: 'plain', onclick: () => { view.shown += SHOWN; fill(); } }, '显示更多');
  const fill = () => {
    // Who is looked for is found, also when nothing is to be done for her now.
    const found = (view.search ? each : all).filter(({ person }) => (person.name + person.place).includes(view.search));
    places.replaceChildren(...found.slice(0, view.shown).map((it) => row(shell, it)));
    more.hidden = found.length <= view.shown;
    if (found.length === 0) places.append(h('li', { class: 'quiet' }, view.search ? '名单中没有。' : '今天没有要做的。'));
  };
  const camera = h('div', { id: 'camera' });
  const note = h('p', { class: 'problem', role: 'alert' });
  const byCode = async (code) => {
    const wanted = await mark(code);
    const found = wanted && [...data(shell).items].find(([, person]) => person.card === wanted);
    if (found) visit(shell, found[0]);
    else note.textContent = wanted ? '这张卡的居民不在您的名单中。' : '不是健康码。';
  };
  const search = h('input', {
    id: 'search', type: 'search', placeholder: '姓名、门牌或健康码', 'aria-label': '姓名、门牌或健康码', autocomplete: 'off', value: view.search,
    oninput: (event) => {
      const text = event.target.value.trim();
      note.textContent = '';
      if (text.length >= 64) {
        event.target.value = '';
        byCode(text);
        return;
      }
      view.search = text;
      fill();
    },
  });
  const look = async () => {
    note.textContent = '';
    try {
      const code = await scan(camera);
      if (code) await byCode(code);
    } catch {
      note.textContent = '无法使用摄像头，请在浏览器中允许，或输入健康码文本。';
    }
  };
  const order = (id, label) => h('button', {
    type: 'button', 'aria-pressed': String(view.order === id), onclick: () => { view.order = id; shell.home(); },
  }, label);
  fill();
  return [
    h('div', { class: 'row search' }, search, h('button', { type: 'button', id: 'scan', onclick: look }, '扫码')),
    camera, note,
    h('div', { class: 'row between' },
      h('span', { class: 'quiet' }, `${data(shell).about.area} · ${all.length} 人`),
      h('div', { class: 'switch', role: 'group', 'aria-label': '排列' }, order('urgent', '按急迫'), order('way', '按路线'))),
    places, more,
  ];
};

const row = (shell, { id, person, duties, due }) => h('li', {}, h('button', {
  type: 'button', class: 'person', 'data-person': id, onclick: () => visit(shell, id),
}, h('span', { class: 'who' }, h('strong', {}, person.name), ` ${person.sex} ${age(shell, person)} 岁`), duties.length > 0 ? urgency(shell, due) : null,
h('span', { class: 'where' }, person.place),
h('span', { class: 'what' }, duties.map((duty) => service(shell, duty.service).title).join('、') || '现在没有要做的')));

// --- a visit

/** @param mended an entry of the queue that is corrected instead of a new one */
const visit = (shell, id, mended = null) => {
  const person = data(shell).items.get(id);
  const duties = mended ? [{ service: mended.body.service }] : open(shell, id, person ?? { duties: [] });
  const services = Object.fromEntries(duties.map((duty) => [duty.service, service(shell, duty.service)]));
  if (duties.length === 0) {
    tell(shell, id, null, () => shell.home());
    return;
  }
  const form = new Visit(shell, id, person, duties, services, mended);
  shell.show(() => form.draw());
  form.start();
};

/** 不能服务、登记. @param mended an entry of the queue that is corrected instead of a new one */
const tell = (shell, id, mended, back) => {
  const person = data(shell).items.get(id);
  const services = person ? open(shell, id, person).map((duty) => service(shell, duty.service)) : [];
  report({
    shell, part: name, id, person, mended, back, programmes: [...new Map(services.map((it) => [it.of, it.programme]))], again: () => visit(shell, id),
  });
};

class Visit {
  constructor(shell, id, person, duties, services, mended) {
    Object.assign(this, { shell, id, person, duties, services, mended });
    this.fields = joint(services);
    this.chosen = new Set(mended ? Object.keys(services) : this.together());
    this.on = mended?.body.on ?? shell.today();
    this.typed = {};
    this.files = [];
    this.pictures = {};
    this.tried = new Set();
    // Who is not on the phone any more (moved, died) is known by nothing; the server judges.
    this.known = person ? about(person, shell.today()) : {};
    if (mended) for (const it of this.fields) this.typed[it.id] = mended.body.typed[it.field.id] ?? '';
  }

  /** The most urgent service that has a form, and all that ask for something that is answered with it anyway. */
  together() {
    const byDue = [...this.duties].sort((a, b) => (a.due < b.due ? -1 : 1)).map((duty) => String(duty.service));
    const first = byDue.find((id) => this.services[id].form.fields.length > 0);
    if (!first) return byDue;
    const chosen = new Set([first]);
    for (let before = 0; before < chosen.size;) {
      before = chosen.size;
      for (const it of this.fields) {
        if (!it.field.optional && it.of.some((id) => chosen.has(id))) it.of.forEach((id) => chosen.add(id));
      }
    }
    return chosen;
  }

  draw() {
    const { person, shell } = this;
    this.boxes = new Map();
    this.body = h('div', { id: 'fields' });
    this.same = h('div');
    this.result = h('div', { id: 'result', role: 'status' });
    this.problem = h('p', { class: 'problem', role: 'alert' });
    const heading = person
      ? [h('h2', {}, person.name), h('p', { class: 'quiet' }, `${person.sex} ${age(shell, person)} 岁 · ${person.place}`)]
      : [h('h2', {}, '改正记录')];
    this.fill();
    return [
      h('div', { class: 'row between' }, h('div', {}, heading),
        h('button', { type: 'button', class: 'plain', id: 'back', onclick: () => shell.home() }, '返回')),
      h('form', { novalidate: true, onsubmit: (event) => { event.preventDefault(); this.record(); } },
        this.choices(), this.same, this.body, this.more(),
        h('div', { class: 'dock' }, this.result, this.problem, h('button', { class: 'primary big', id: 'record' }, '记录'))),
    ];
  }

  /** Which of the services are done now. */
  choices() {
    if (this.mended) return h('p', {}, h('strong', {}, Object.values(this.services)[0]?.title ?? ''));
    return h('fieldset', { class: 'services' }, h('legend', {}, '本次服务'), Object.entries(this.services).map(([id, it]) => h('label', { class: 'pick' },
      h('input', {
        type: 'checkbox', checked: this.chosen.has(id), 'data-service': id,
        onchange: (event) => {
          if (event.target.checked) this.chosen.add(id);
          else this.chosen.delete(id);
          this.fill();
        },
      }), h('span', {}, it.title))));
  }

  before(it) {
    for (const id of it.of) {
      const last = this.duties.find((duty) => String(duty.service) === id)?.before;
      if (last && it.field.id in last.values && !DRAWN.has(it.field.kind)) return { on: last.on, value: last.values[it.field.id] };
    }
    return null;
  }

  /** One tap takes over what is chosen among words; numbers are measured anew each time. */
  asBefore() {
    const known = this.fields.filter((it) => ['CHOICE', 'YES_NO'].includes(it.field.kind) && this.before(it)
      && it.of.some((id) => this.chosen.has(id)));
    if (known.length === 0 || this.mended) return null;
    return h('button', {
      type: 'button', class: 'wide', id: 'as-before',
      onclick: () => {
        for (const it of known) {
          const { value } = this.before(it);
          this.typed[it.id] = value === true ? '是' : value === false ? '否' : value;
        }
        this.fill();
        this.check();
      },
    }, `选项同上次：${known.map((it) => said(this.before(it).value, it.field)).join('、')}`);
  }

  asked() {
    const wanted = this.fields.filter((it) => it.of.some((id) => this.chosen.has(id)));
    const reads = new Map([...this.chosen].map((id) => [id, this.read(id)]));
    return { reads, shown: wanted.filter((it) => it.of.some((id) => reads.get(id)?.asked.includes(it.field.id))) };
  }

  read(id) { return answers(this.services[id].form, typedFor(id, this.fields, this.typed), this.knows(id)); }

  /** What is known of her, and how the same service graded her the time before. */
  knows(id) {
    const last = this.duties.find((duty) => String(duty.service) === id)?.before;
    return last?.grade === undefined || last.on >= this.on ? this.known : { ...this.known, previous_grade: last.grade };
  }

  fill() {
    const { shown } = this.asked();
    this.shown = shown.map((it) => it.id).join();
    const focused = document.activeElement?.id;
    this.same.replaceChildren(...[this.asBefore()].filter(Boolean));
    this.body.replaceChildren(...shown.map((it) => this.field(it)));
    if (focused) this.body.querySelector(`#${CSS.escape(focused)}`)?.focus({ preventScroll: true });
    this.check();
  }

  field(it) {
    const { field } = it;
    const last = this.before(it);
    const problem = h('p', { class: 'problem', role: 'alert', id: `problem-${it.id}` });
    this.boxes.set(it.id, problem);
    const label = [field.label, ' ', h('small', {}, hints(field)), last ? h('small', { class: 'last' }, `上次 ${said(last.value, field)}`) : null];
    if (field.kind === 'SIGNATURE') {
      return h('fieldset', {}, h('legend', {}, label),
        pad(`f-${it.id}`, field.label, this.typed[it.id] ?? '', (text) => this.type(it, text)), problem);
    }
    if (field.kind === 'PHOTO') return this.photoField(it, label, problem);
    return entry(field, {
      id: it.id, text: this.typed[it.id], label, problem,
      type: (text) => this.type(it, text),
      leave: () => { if (this.typed[it.id]) { this.tried.add(it.id); this.check(); } },
      onward: () => this.onward(it),
    });
  }

  /** A photo that the form asks for: it goes with the record, and its number is the answer. */
  photoField(it, label, problem) {
    const { field } = it;
    const shown = h('span', { role: 'status' }, this.typed[it.id] ? '已拍照' : '');
    const input = camera(`f-${it.id}`, { 'aria-label': `${field.label}，拍照`, 'aria-describedby': problem.id }, (picture) => {
      this.pictures[it.id] = picture;
      this.type(it, '1');
    }, (wrong) => { shown.textContent = wrong || `已拍照，${Math.ceil(this.pictures[it.id].size / 1024)} KB`; });
    // The photos of a record that waits are with it already.
    const button = this.mended ? null : [h('label', { class: 'button', for: input.id }, '拍照'), input];
    return h('fieldset', {}, h('legend', {}, label), h('div', { class: 'row' }, button, shown), problem);
  }

  type(it, text) {
    this.typed[it.id] = text;
    if (!['TEXT', 'WHOLE', 'NUMBER', 'PLACE'].includes(it.field.kind)) this.tried.add(it.id);
    if (this.asked().shown.map((one) => one.id).join() !== this.shown) this.fill();
    this.check();
    // No further digit fits: on to the next field without a tap.
    if (it.field.kind === 'WHOLE' && /^[0-9]+$/.test(text) && Number(text) * 10 > it.field.max) {
      this.tried.add(it.id);
      this.check();
      this.onward(it);
    }
  }

  onward(it) {
    const inputs = [...this.body.querySelectorAll('input:not([type=file])')];
    const here = inputs.findIndex((input) => input.id === `f-${it.id}`);
    const following = inputs.slice(here + 1).find((input) => input.name !== it.id);
    if (following?.type === 'radio') {
      document.activeElement.blur();
      following.closest('fieldset').scrollIntoView({ block: 'center' });
    } else following?.focus();
  }

  start() {
    const first = this.body.querySelector('input:not([type=radio], [type=file])');
    if (first && !this.mended) first.focus({ preventScroll: true });
    if (this.mended?.answer?.problems) {
      for (const it of this.fields) if (it.field.id in this.mended.answer.problems) this.tried.add(it.id);
      this.check();
    }
  }

  /** Shows what is wrong at each field that was left, and what follows from the answers. */
  check() {
    const { reads } = this.asked();
    const lines = [];
    const wrong = {};
    for (const [id, read] of reads) {
      for (const it of this.fields) {
        if (it.of.includes(id) && read.problems[it.field.id]) wrong[it.id] = read.problems[it.field.id];
      }
      if (read.sound) lines.push(this.outcome(id, read.values, reads.size > 1));
    }
    for (const [id, box] of this.boxes) {
      const show = this.tried.has(id) ? wrong[id] : null;
      if (box.textContent !== (show ?? '')) box.textContent = show ?? '';
      box.parentElement?.querySelector('input:not([type=radio])')?.setAttribute('aria-invalid', String(Boolean(show)));
    }
    this.result.replaceChildren(...lines);
    return { reads, wrong };
  }

  more() {
    const { list, show } = attached(this.files, (file) => (file.type.startsWith('image/') ? '照片' : '录音'));
    const note = h('p', { class: 'problem', role: 'alert' });
    const picture = camera('photo', {}, (file) => { this.files.push(file); show(); }, (wrong) => { note.textContent = wrong; });
    let running = null;
    const record = async (event) => {
      const button = event.currentTarget;
      if (running) {
        running.stop();
        return;
      }
      try {
        running = await voice();
        note.textContent = '';
        button.textContent = '停止录音';
        this.files.push(await running.recording);
      } catch {
        note.textContent = '无法录音，请在浏览器中允许使用麦克风。';
      }
      running = null;
      button.textContent = '录音';
      show();
    };
    const day = [h('label', { for: 'on' }, '服务日期'), h('input', {
      id: 'on', type: 'date', value: this.on, max: this.shell.today(), onchange: (event) => { this.on = event.target.value || this.shell.today(); this.check(); },
    })];
    if (this.mended) return h('div', {}, day);
    const other = h('button', {
      type: 'button', class: 'plain', id: 'report', onclick: () => tell(this.shell, this.id, null, () => visit(this.shell, this.id)),
    }, '不能服务、登记');
    return h('div', {}, h('details', {}, h('summary', {}, '日期、照片、录音'), day,
      h('div', { class: 'row' }, h('label', { class: 'button', for: 'photo' }, '拍照'), picture,
        h('button', { type: 'button', id: 'voice', onclick: record }, '录音')), list, note), other);
  }

  async record() {
    for (const it of this.fields) this.tried.add(it.id);
    const { reads, wrong } = this.check();
    this.problem.textContent = '';
    const first = this.fields.find((it) => wrong[it.id]);
    if (first) {
      const box = this.boxes.get(first.id)?.parentElement;
      box?.scrollIntoView({ block: 'center' });
      box?.querySelector('input')?.focus({ preventScroll: true });
      return;
    }
    if (reads.size === 0) {
      this.problem.textContent = '请至少选择一项服务。';
      return;
    }
    document.getElementById('record').disabled = true;
    const lines = [...reads].map(([id, read]) => this.outcome(id, read.values, reads.size > 1));
    const files = [...reads].map(() => []);
    const bodies = [...reads.keys()].map((id, at) => ({
      person: this.id, who: this.person?.name ?? this.mended?.body.who, service: Number(id), version: this.services[id].version, on: this.on, at: new Date().toISOString(),
      typed: this.numbered(id, files[at]),
    }));
    files[0].push(...this.files);
    if (this.mended) {
      await this.shell.amend(this.mended.key, { ...this.mended.body, ...bodies[0] });
      this.shell.show(() => this.shell.queueScreen(), 'queue');
      return;
    }
    const key = crypto.randomUUID();
    try {
      await this.shell.enter(bodies.map((body, at) => ({
        key: at === 0 ? key : `${key}-${at}`, part: name, body, files: files[at],
      })));
    } catch (full) {
      console.error(full);
      document.getElementById('record').disabled = false;
      this.problem.textContent = '没有记录成功：手机的存储空间可能已满。';
      return;
    }
    this.recorded(lines);
  }

  /** What was typed for one service; each photo that it asks for is one of its files, and answers with its number there. */
  numbered(id, files) {
    const typed = Object.entries(typedFor(id, this.fields, this.typed)).filter(([, text]) => text !== '');
    return Object.fromEntries(typed.map(([field, text]) => {
      const asked = this.fields.find((it) => it.of.includes(id) && it.field.id === field);
      const picture = asked?.field.kind === 'PHOTO' ? this.pictures[asked.id] : undefined;
      if (picture) files.push(picture);
      return [field, picture ? String(files.length) : text];
    }));
  }

  /** Grade, referral and the next time, as the server will say them. */
  outcome(id, values, named) {
    const it = this.services[id];
    const graded = grade(it.form, values, this.knows(id));
    const duty = this.duties.find((one) => String(one.service) === id);
    const until = this.person ? next(it, graded, this.on, {
      ...duty, before: duty?.before?.on, birth: this.person.birth, events: this.person.events ?? {}, seed: this.person.seed,
      week: duty?.week ?? [], known: this.known, today: this.shell.today(),
    }) : undefined;
    return h('p', { class: graded?.refer ? 'outcome refer' : 'outcome' },
      named || it.form.fields.length === 0 ? `${it.title}：` : '',
      graded ? h('strong', {}, `${graded.label}。`) : '', graded?.refer ? '请立即转诊。' : '',
      until ? `下次最迟 ${until}。` : until === null ? '不再需要。' : '');
  }

  recorded(lines) {
    const { shell } = this;
    const following = people(shell).find((it) => it.id !== this.id);
    shell.show(() => [
      h('h2', { id: 'recorded' }, `已记录：${this.person.name}`), ...lines,
      following ? h('button', { type: 'button', class: 'primary big', id: 'next', 'data-first': true, onclick: () => visit(shell, following.id) },
        `下一位：${following.person.name}`) : null,
      h('button', { type: 'button', class: 'plain', id: 'back', onclick: () => shell.home() }, '回名单'),
    ]);
  }
}

const said = (value, field) => {
  if (value === true) return field.kind === 'YES_NO' ? '是' : String(value);
  return value === false ? '否' : String(value);
};

// --- in the queue

export const describe = (shell, { body }) => {
  const who = data(shell)?.items.get(body.person)?.name ?? body.who ?? '居民';
  return `${who} · ${body.kind ? told(data(shell)?.about, body) : `${service(shell, body.service)?.title ?? '服务'} · ${body.on}`}`;
};

/** How things stand with what the server did not take. */
export const stands = (shell, { answer, body }) => {
  const now = answer.stands ?? {};
  const fields = service(shell, body?.service)?.form.fields ?? [];
  return [
    now.moved ? '居民已迁出您的辖区。' : null,
    now.died ? `居民已于 ${now.died} 去世。` : null,
    now.done ? `${now.done} 已由 ${now.by} 记录过这项服务：${fields.filter((it) => it.id in (now.values ?? {}))
      .map((it) => `${it.label} ${said(now.values[it.id], it)}`).join('，')}。` : null,
    now.told ? `已经登记过：${now.told}` : null,
    ...Object.values(answer.problems ?? {}),
  ].filter(Boolean);
};

/** Other answers or another day may help; that she died, moved or was served already, does not. */
export const mendable = ({ answer }) => answer.outcome === 'unsound' || ['bad-day', 'too-early'].includes(answer.code);

export const mend = (shell, entry) => {
  if (entry.body.kind) tell(shell, entry.body.person, entry, () => shell.show(() => shell.queueScreen(), 'queue'));
  else if (service(shell, entry.body.service)) visit(shell, entry.body.person, entry);
  else shell.say('这项服务已停止，无法改正；可以不再提交。');
};
