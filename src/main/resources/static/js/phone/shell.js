// The shell of all that works off line on the phone: the PIN, the queue, the one synchronisation. A part brings its list and
// its forms (see field.js): {name, title, filesFirst, list(shell), describe(shell, entry),
// stands(shell, entry), mendable(entry), mend(shell, entry)}. The server says which parts are for the account.
import { h } from './dom.js';
import { Ended, session, bytes, synchronise } from './sync.js';
import { HOURS, TRIES, Vault, weak } from './vault.js';

const IDLE_MS = 10 * 60_000;
const SHANGHAI_MS = 8 * 3_600_000;

class Shell {
  constructor(parts, now, vault) {
    this.every = parts;
    this.parts = [];
    this.now = now;
    this.vault = vault;
    this.data = {};
    this.entries = [];
    this.skew = 0;
    this.said = '';
    this.syncing = false;
    this.signIn = false;
    this.touched = now();
    this.main = document.getElementById('main');
    this.status = document.getElementById('status');
    this.tabs = document.getElementById('tabs');
  }

  /** The city's day, also on a phone whose clock is wrong. */
  today() { return new Date(this.now() + this.skew + SHANGHAI_MS).toISOString().slice(0, 10); }

  part(name) { return this.every.find((it) => it.name === name); }

  /** Shows a screen: what draws it is called again when the data have changed. */
  show(draw, tab = null) {
    this.draw = draw;
    this.tab = tab;
    this.main.replaceChildren(...[draw()].flat().filter(Boolean));
    this.frame();
    window.scrollTo(0, 0);
    (this.main.querySelector('[data-first]') ?? this.main).focus({ preventScroll: true });
  }

  /** Draws again what only shows; a form that is being filled in is left alone. */
  again() {
    if (this.tab) {
      const at = window.scrollY;
      const focused = document.activeElement?.id;
      this.main.replaceChildren(...[this.draw()].flat().filter(Boolean));
      window.scrollTo(0, at);
      if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
    }
    this.frame();
  }

  say(text) {
    this.said = text;
    this.frame();
  }

  frame() {
    const open = this.vault.unlocked;
    this.tabs.hidden = !open;
    this.status.textContent = this.said;
    if (!open) {
      this.tabs.replaceChildren();
      return;
    }
    const conflicts = this.entries.filter((it) => it.state === 'conflict').length;
    const waiting = this.entries.filter((it) => it.state === 'waiting' || it.state === 'files').length;
    const counts = [waiting > 0 ? `待提交 ${waiting}` : '', conflicts > 0 ? `待处理 ${conflicts}` : ''].filter(Boolean);
    const tab = (id, label, draw) => h('button', {
      type: 'button', id: `tab-${id}`, 'aria-current': this.tab === id ? 'page' : null, onclick: () => this.show(draw, id),
    }, label);
    this.tabs.replaceChildren(
      ...this.parts.map((part, n) => tab(n === 0 ? 'list' : `list-${part.name}`, part.tab, () => part.list(this))),
      tab('queue', counts.join('，') || '已提交', () => this.queueScreen()),
      tab('me', '我的', () => this.meScreen()));
  }

  home() { this.show(() => this.parts[0].list(this), 'list'); }

  // --- opening

  async begin() {
    await this.vault.expire();
    const lock = await this.vault.lock();
    if (lock) this.show(() => this.unlockScreen(lock));
    else {
      const gone = await this.vault.forgotten();
      const kept = await this.vault.waiting();
      this.show(() => this.createScreen(gone, kept));
    }
  }

  pin(id, label) {
    return h('label', { for: id }, label, h('input', {
      id, type: 'password', inputmode: 'numeric', autocomplete: 'off', maxlength: 12, required: true,
      'data-first': id === 'pin',
    }));
  }

  createScreen(gone, kept) {
    const problem = h('p', { class: 'problem', role: 'alert', id: 'problem' });
    const why = { pin: `连续 ${TRIES} 次输错密码`, time: `超过 ${HOURS} 小时没有联网` }[gone?.why];
    const submit = async (event) => {
      event.preventDefault();
      problem.replaceChildren();
      const pin = document.getElementById('pin').value;
      const wrong = weak(pin) ?? (pin === document.getElementById('again').value ? null : '两次输入的密码不一致。');
      if (wrong) {
        problem.textContent = wrong;
        return;
      }
      try {
        const token = await session();
        if (kept > 0 && gone?.account && gone.account !== token.account) {
          problem.textContent = `手机中还有 ${gone.who} 未提交的 ${kept} 条记录，请由 ${gone.who} 登录后提交。`;
          return;
        }
        await this.vault.create(pin, token.account, token.who, bytes(token.envelope), token.now - token.at, token.parts);
        await this.opened();
      } catch (ended) {
        if (!(ended instanceof Ended)) throw ended;
        problem.replaceChildren(ended.message, ...(ended.why === 'sign-in'
          ? [' ', h('a', { href: '/phone/sign-in', id: 'sign-in' }, '去登录')] : []));
      }
    };
    return h('form', { class: 'card', onsubmit: submit },
      h('h2', {}, '第一次使用'),
      why ? h('p', { class: 'warning', id: 'forgotten' }, `因${why}，手机中的居民资料已全部清除。`
        + (kept > 0 ? `未提交的 ${kept} 条记录仍加密保留，登录后自动提交。` : '')) : null,
      h('p', {}, '联网并登录后，设置这部手机的密码。居民资料在手机中加密保存，没有密码无法打开。'),
      this.pin('pin', '密码（6 至 12 位数字）'), this.pin('again', '再输一次'), problem,
      h('button', { class: 'primary', id: 'create' }, '设置密码并下载'),
      h('p', { class: 'quiet' }, `连续 ${TRIES} 次输错，或 ${HOURS} 小时没有联网，手机中的资料自动清除；未提交的记录不会丢失。`));
  }

  unlockScreen(lock) {
    const problem = h('p', { class: 'problem', role: 'alert', id: 'problem' });
    const submit = async (event) => {
      event.preventDefault();
      const field = document.getElementById('pin');
      const result = await this.vault.unlock(field.value);
      field.value = '';
      if (result.ok) await this.opened();
      else if (result.forgotten) await this.begin();
      else problem.textContent = `密码不对，还可以试 ${result.left} 次；之后手机中的资料将被清除。`;
    };
    return h('form', { class: 'card', onsubmit: submit },
      h('h2', {}, lock.who), this.pin('pin', '密码'), problem,
      h('button', { class: 'primary', id: 'unlock' }, '打开'));
  }

  async opened() {
    await this.load();
    this.home();
    await this.sync();
  }

  async load() {
    const { skew, parts } = await this.vault.lock();
    // A phone that was set up before there were several held the first one.
    this.parts = this.every.filter((it, n) => (parts ? parts.includes(it.name) : n === 0));
    for (const part of this.parts) {
      const items = await this.vault.items(part.name);
      this.data[part.name] = {
        about: items.find((it) => it.id === 'about')?.content ?? null,
        items: new Map(items.filter((it) => it.id !== 'about').map((it) => [it.id, it.content])),
      };
    }
    this.entries = await this.vault.queue();
    this.skew = skew;
  }

  async shut() {
    this.vault.shut();
    this.data = {};
    this.entries = [];
    this.said = '';
    await this.begin();
  }

  // --- the queue

  /** Puts entries in the queue and sends them when there is a network. */
  async enter(entries) {
    const { account } = await this.vault.lock();
    await this.vault.enter(entries.map((it) => ({ ...it, body: { ...it.body, account } })));
    this.entries = await this.vault.queue();
    this.frame();
    if (navigator.onLine) this.sync();
  }

  async amend(key, body) {
    await this.vault.amend(key, body);
    this.entries = await this.vault.queue();
    if (navigator.onLine) this.sync();
  }

  async sync() {
    if (this.syncing || !this.vault.unlocked) return;
    this.syncing = true;
    this.status.setAttribute('aria-busy', 'true');
    try {
      const changed = await synchronise(this.vault, this.every, (text) => this.say(text));
      this.signIn = false;
      this.said = changed > 0 ? `已同步，更新 ${changed} 条。` : '已同步。';
    } catch (ended) {
      this.said = ended instanceof Ended ? ended.message : '同步没有完成，已保留，稍后再试。';
      this.signIn = ended.why === 'sign-in';
      if (!(ended instanceof Ended)) console.error(ended);
    } finally {
      this.syncing = false;
    }
    if (this.vault.unlocked) {
      await this.load();
      const hours = Math.floor(await this.vault.hoursLeft());
      if (hours < 24) this.said += ` 请在 ${hours} 小时内联网同步，否则手机中的资料将清除。`;
      this.again();
    }
    this.status.setAttribute('aria-busy', 'false');
  }

  queueScreen() {
    const conflicts = this.entries.filter((it) => it.state === 'conflict');
    const waiting = this.entries.filter((it) => it.state === 'waiting' || it.state === 'files');
    return [
      h('h2', {}, '待处理'),
      conflicts.length === 0 ? h('p', { class: 'quiet' }, '没有需要处理的记录。') : null,
      ...conflicts.map((entry) => this.conflict(entry)),
      h('h2', {}, '待提交'),
      waiting.length === 0 ? h('p', { class: 'quiet' }, '全部已提交。') : null,
      h('ul', { class: 'plain-list' }, waiting.map((entry) => h('li', { class: 'card waiting' },
        h('strong', {}, this.title(entry)),
        h('span', {}, entry.state === 'files' ? `记录已提交，附件 ${entry.sent}/${entry.files}` : '等待联网')))),
      this.syncButtons(),
    ];
  }

  title(entry) { return entry.locked ? '（清除前填写，待联网提交）' : this.part(entry.part).describe(this, entry); }

  conflict(entry) {
    const { answer } = entry;
    const drop = async () => {
      if (!window.confirm('不再提交这条记录？它将从手机中删除。')) return;
      await this.vault.settle(entry.key);
      await this.load();
      this.again();
    };
    const retry = async () => {
      await this.vault.note(entry.key, { state: answer.outcome === 'file' && !this.part(entry.part).filesFirst ? 'files' : 'waiting', answer: null });
      await this.load();
      this.again();
      await this.sync();
    };
    return h('article', { class: 'card conflict' },
      h('strong', {}, this.title(entry)),
      h('p', { class: 'problem' }, answer.said),
      ...this.part(entry.part).stands(this, entry).map((line) => h('p', {}, line)),
      h('div', { class: 'row' },
        entry.locked || !this.part(entry.part).mendable(entry) ? null
          : h('button', { type: 'button', class: 'primary', 'data-mend': entry.key, onclick: () => this.part(entry.part).mend(this, entry) }, '改正'),
        h('button', { type: 'button', 'data-retry': entry.key, onclick: retry }, '再提交'),
        h('button', { type: 'button', 'data-drop': entry.key, onclick: drop }, '不再提交')));
  }

  syncButtons() {
    return h('div', { class: 'row' },
      h('button', { type: 'button', class: 'primary', id: 'sync', onclick: () => this.sync() }, '现在同步'),
      this.signIn ? h('a', { class: 'button', href: '/phone/sign-in', id: 'sign-in' }, '去登录') : null);
  }

  meScreen() {
    const who = h('p', {});
    this.vault.lock().then(async (lock) => {
      who.textContent = `${lock.who} · 上次联网 ${new Date(lock.contact + SHANGHAI_MS).toISOString().slice(0, 16).replace('T', ' ')}`
        + ` · 还可离线 ${Math.floor(await this.vault.hoursLeft())} 小时`;
    });
    const forget = async () => {
      if (!window.confirm('清除手机中的全部居民资料？未提交的记录仍加密保留，重新登录后自动提交。')) return;
      await this.vault.forget('asked');
      await this.begin();
    };
    return [
      h('h2', {}, '这部手机'), who, this.syncButtons(),
      h('div', { class: 'row' },
        h('button', { type: 'button', onclick: () => this.large() }, '大字 / 标准字'),
        h('button', { type: 'button', id: 'lock', onclick: () => this.shut() }, '锁上'),
        h('button', { type: 'button', class: 'danger', id: 'forget', onclick: forget }, '清除资料')),
      h('p', { class: 'quiet' }, '其他工作在联网的',
        h('a', { href: this.parts[0]?.desk ?? '/staff' }, '工作台'), '办理。'),
    ];
  }

  large() {
    const on = document.documentElement.dataset.large !== 'on';
    document.cookie = `large=${on ? 'on' : 'off'}; path=/; max-age=31536000; samesite=lax`;
    document.documentElement.dataset.large = on ? 'on' : 'off';
  }

  /** Locks when nobody has touched it for a while, and forgets when the time without contact is over. */
  async watch() {
    if (await this.vault.expire()) await this.shut();
    else if (this.vault.unlocked && this.now() - this.touched > IDLE_MS) await this.shut();
  }
}

export const start = async (parts, now) => {
  document.documentElement.dataset.large = document.cookie.includes('large=on') ? 'on' : 'off';
  if ('serviceWorker' in navigator) navigator.serviceWorker.register('/phone/worker.js', { scope: '/phone/' });
  navigator.storage?.persist?.();
  const shell = new Shell(parts, now, await Vault.open(now));
  await shell.begin();
  window.addEventListener('online', () => shell.sync());
  for (const event of ['pointerdown', 'keydown']) {
    window.addEventListener(event, () => { shell.touched = now(); }, { passive: true });
  }
  document.addEventListener('visibilitychange', () => { if (!document.hidden) shell.watch(); });
  setInterval(() => shell.watch(), 30_000);
};
