// The one synchronisation: what was entered goes up, then what differs comes down. Each step is on the disk before the next,
// and each can be repeated: an entry keeps its key until the server has said what became of it.

const BATCH = 50;

/** Who was signed in the last time, and the token: asked again when the server no longer takes it. */
let remembered = null;

/** Why a synchronisation ended early: offline, sign-in, another account, or a refusal of the server. */
export class Ended extends Error {
  constructor(why, message) {
    super(message);
    this.why = why;
  }
}

const base64 = (bytes) => {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
};
export const bytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/** An answer as JSON; a redirect is the sign-in page. */
const ask = async (path, options = {}) => {
  let answer;
  try {
    answer = await fetch(path, {
      redirect: 'manual',
      cache: 'no-store',
      ...options,
      // JSON is no page that a sign-in should lead back to.
      headers: { Accept: 'application/json', ...options.headers },
    });
  } catch {
    throw new Ended('offline', '没有网络，已保留，联网后再同步。');
  }
  if (answer.type === 'opaqueredirect' || answer.status === 401) throw new Ended('sign-in', '登录已过期，请重新登录后同步。');
  let body;
  try {
    body = await answer.json();
  } catch {
    throw new Ended(answer.ok ? 'offline' : 'refused', answer.ok ? '网络中断，已保留，稍后再同步。' : '服务器暂时无法处理，稍后再同步。');
  }
  if (!answer.ok) throw new Ended(answer.status === 403 ? 'sign-in' : 'refused', body.detail ?? '服务器暂时无法处理，稍后再同步。');
  return body;
};

/** Who is signed in, and the token that goes with each request. */
export const session = async () => ({ ...(await ask('/phone/session')), at: Date.now() });

const post = (path, token, body) => ask(path, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', [token.header]: token.token },
  body: JSON.stringify(body),
});

const asEntry = (entry) => (entry.locked
  ? { key: entry.key, part: entry.part, box: base64(entry.box), seal: base64(entry.seal) }
  : { key: entry.key, part: entry.part, body: entry.body });

/**
 * Sends what waits, but for what was entered meanwhile and whose proofs are not there yet: it goes the next time. What the
 * server did not settle stays, with the reason.
 */
const up = async (vault, token, first, report) => {
  const waiting = (await vault.queue()).filter((entry) => entry.state === 'waiting' && !(first.has(entry.part) && entry.sent < entry.files));
  for (let at = 0; at < waiting.length; at += BATCH) {
    report(`正在提交 ${at + 1}/${waiting.length}`);
    const batch = waiting.slice(at, at + BATCH);
    const answers = await post('/phone/queue', token, { entries: batch.map(asEntry) });
    for (const answer of answers) {
      const entry = batch.find((it) => it.key === answer.key);
      if (!entry || answer.outcome === 'fault') continue;
      if (answer.outcome === 'taken') {
        await vault.note(entry.key, { state: entry.files > entry.sent ? 'files' : 'sent', answer: null });
      } else {
        const { own, ...said } = answer;
        if (own && entry.locked) await vault.reopen(entry.key, bytes(own));
        await vault.note(entry.key, { state: 'conflict', answer: said });
      }
    }
  }
};

/** Sends an entry's photos and voice notes that were not sent yet. @return why one was refused, or null */
const send = async (vault, token, entry, report) => {
  for (let no = entry.sent + 1; no <= entry.files; no += 1) {
    report(`正在提交附件 ${no}/${entry.files}`);
    const form = new FormData();
    form.append('entry', JSON.stringify(asEntry(entry)));
    form.append('no', String(no));
    form.append('file', await vault.file(entry.key, no), 'file');
    try {
      await ask('/phone/attachment', { method: 'POST', headers: { [token.header]: token.token }, body: form });
      await vault.note(entry.key, { sent: no });
    } catch (ended) {
      if (ended.why !== 'refused') throw ended;
      return ended.message;
    }
  }
  return null;
};

const refusedFile = (said) => ({ state: 'conflict', answer: { outcome: 'file', said } });

/** Sends the files of what was taken, one by one. One that is refused is shown, and holds up no other. */
const files = async (vault, token, report) => {
  for (const entry of (await vault.queue()).filter((it) => it.state === 'files')) {
    const refused = await send(vault, token, entry, report);
    await vault.note(entry.key, refused ? refusedFile(refused) : { state: 'sent' });
  }
};

/** Where the files prove the entry they go before it: it waits until they are there. */
const proofs = async (vault, token, first, report) => {
  for (const entry of (await vault.queue()).filter((it) => it.state === 'waiting' && first.has(it.part))) {
    const refused = await send(vault, token, entry, report);
    if (refused) await vault.note(entry.key, refusedFile(refused));
  }
};

/** Fetches what differs from what is here, a thousand at a time, each thousand kept before the next is asked for. */
const down = async (vault, token, part, report) => {
  let changed = 0;
  for (let more = true; more;) {
    const held = await vault.digests(part);
    const have = held.filter(([id]) => id !== 'about').map(([id, digest]) => `${id}:${digest}`).join(',');
    const download = await post(`/phone/download/${part}`, token, { have });
    const about = held.find(([id]) => id === 'about')?.[1] === download.about.digest ? [] : [download.about];
    await vault.keep(part, [...about, ...download.changed], download.gone);
    changed += download.changed.length + download.gone.length;
    more = download.more;
    report(`正在下载 ${changed}`);
  }
  return changed;
};

/**
 * Synchronises. @param parts all that the shell has; what is downloaded the server says @param report told what is being done
 * @return how many items came or went
 */
export const synchronise = async (vault, parts, report) => navigator.locks.request('kangcheng-sync', async () => {
  if (remembered) {
    try {
      return await run(vault, remembered, parts, report);
    } catch (ended) {
      if (ended.why !== 'sign-in') throw ended;
      remembered = null;
    }
  }
  const token = await session();
  const changed = await run(vault, token, parts, report);
  await vault.told(bytes(token.envelope), token.now - token.at, token.parts);
  remembered = token;
  return changed;
});

const run = async (vault, token, parts, report) => {
  const lock = await vault.lock();
  if (token.account !== lock.account) {
    throw new Ended('account', `这部手机存有 ${lock.who} 的工作，现在登录的是 ${token.who}。请由 ${lock.who} 登录。`);
  }
  const first = new Set(parts.filter((it) => it.filesFirst).map((it) => it.name));
  await proofs(vault, token, first, report);
  await up(vault, token, first, report);
  await files(vault, token, report);
  let changed = 0;
  for (const part of token.parts) changed += await down(vault, token, part, report);
  // Only now: until the list has come, the entry is what keeps her from being visited again.
  for (const entry of (await vault.queue()).filter((it) => it.state === 'sent')) await vault.settle(entry.key);
  await vault.contacted();
  return changed;
};
