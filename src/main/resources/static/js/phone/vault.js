// What rests on the phone: in IndexedDB, encrypted. A random data key (AES-256-GCM) encrypts every record; it is itself
// encrypted by a key derived from the PIN (PBKDF2-SHA-256) and exists in clear only in this page's memory, while unlocked.
//
// After ten wrong PINs, or 72 hours without contact with the server, the data key and all that was downloaded are gone. What
// was entered and not yet sent stays: each entry has a key of its own, kept once under the data key, so that it can be read
// here, and once sealed to the platform, so that it can be handed in later by somebody who can no longer read it here.

const NAME = 'kangcheng-phone';
export const ITERATIONS = 600_000;
export const TRIES = 10;
export const HOURS = 72;
const HOUR = 3_600_000;
const STORES = ['meta', 'items', 'queue', 'files'];
const INFO = new TextEncoder().encode('kangcheng-envelope');

const random = (bytes) => crypto.getRandomValues(new Uint8Array(bytes));
const text = new TextEncoder();
const plain = new TextDecoder();

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

const finished = (transaction) => new Promise((resolve, reject) => {
  transaction.oncomplete = () => resolve();
  transaction.onerror = () => reject(transaction.error);
  transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
});

const join = (...parts) => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(new Uint8Array(part), at);
    at += part.byteLength;
  }
  return whole;
};

/** Nonce and cipher text. */
const encrypt = async (key, bytes) => {
  const iv = random(12);
  return join(iv, await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, bytes));
};

const decrypt = async (key, box) => new Uint8Array(
  await crypto.subtle.decrypt({ name: 'AES-GCM', iv: box.subarray(0, 12) }, key, box.subarray(12)));

const aes = (raw) => crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);

const ofPin = async (pin, salt, iterations) => crypto.subtle.deriveKey(
  { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
  await crypto.subtle.importKey('raw', text.encode(pin), 'PBKDF2', false, ['deriveKey']),
  { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);

/** Seals to the platform's key (offline.Envelopes): version, our point, nonce and cipher text. */
const seal = async (envelope, bytes) => {
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const theirs = await crypto.subtle.importKey('raw', envelope.subarray(1), curve, false, []);
  const ours = await crypto.subtle.generateKey(curve, false, ['deriveBits']);
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', ours.publicKey));
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, ours.privateKey, 256);
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const key = await crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: point, info: INFO }, material,
    { name: 'AES-GCM', length: 256 }, false, ['encrypt']);
  return join(envelope.subarray(0, 1), point, await encrypt(key, bytes));
};

/** What a PIN must be; a sentence when it is not. */
export const weak = (pin) => {
  if (!/^[0-9]{6,12}$/.test(pin)) return '密码为 6 至 12 位数字。';
  const steps = new Set([...pin].slice(1).map((digit, at) => Number(digit) - Number(pin[at])));
  return steps.size === 1 && Math.abs([...steps][0]) <= 1 ? '密码太简单，不能是同一数字或连续数字。' : null;
};

export class Vault {
  #db;
  #key = null;
  #now;

  constructor(db, now) {
    this.#db = db;
    this.#now = now;
  }

  static async open(now) {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const store of STORES) request.result.createObjectStore(store);
    };
    return new Vault(await done(request), now);
  }

  get unlocked() { return this.#key !== null; }

  async #get(store, key) { return done(this.#db.transaction(store).objectStore(store).get(key)); }

  /** Several changes as one: [store, key, value], undefined to delete. Settled only when they are on the disk. */
  async #write(...changes) {
    const stores = [...new Set(changes.map(([store]) => store))];
    const transaction = this.#db.transaction(stores, 'readwrite', { durability: 'strict' });
    for (const [store, key, value] of changes) {
      if (value === undefined) transaction.objectStore(store).delete(key);
      else transaction.objectStore(store).put(value, key);
    }
    await finished(transaction);
  }

  /** Changes a part of what is there; what is not there stays away. */
  async #change(store, key, change) {
    const transaction = this.#db.transaction(store, 'readwrite', { durability: 'strict' });
    const objects = transaction.objectStore(store);
    objects.get(key).onsuccess = ({ target: { result } }) => {
      if (result) objects.put({ ...result, ...change }, key);
    };
    await finished(transaction);
  }

  async #all(store) {
    const objects = this.#db.transaction(store).objectStore(store);
    const [keys, values] = await Promise.all([done(objects.getAllKeys()), done(objects.getAll())]);
    return keys.map((key, at) => [key, values[at]]);
  }

  // --- the lock

  /** {account, who, contact, failures} of the phone's user; undefined while there is none. */
  async lock() { return this.#get('meta', 'lock'); }

  /** Sets the PIN and begins anew, for one account. */
  async create(pin, account, who, envelope, skew, parts) {
    const salt = random(16);
    const raw = random(32);
    const wrapped = await encrypt(await ofPin(pin, salt, ITERATIONS), raw);
    const contact = this.#now();
    await this.#write(['meta', 'lock', {
      salt, iterations: ITERATIONS, wrapped, failures: 0, contact, seen: contact, skew, account, who, envelope, parts,
    }]);
    this.#key = await aes(raw);
    raw.fill(0);
  }

  /**
   * @return {ok} or {wrong, left} or {forgotten}. A try is counted before it is made: who ends the program in the middle
   * has used one.
   */
  async unlock(pin) {
    if (await this.expire()) return { forgotten: true };
    const lock = await this.lock();
    if (lock.failures >= TRIES) {
      await this.forget('pin');
      return { forgotten: true };
    }
    await this.#change('meta', 'lock', { failures: lock.failures + 1 });
    try {
      const raw = await decrypt(await ofPin(pin, lock.salt, lock.iterations), lock.wrapped);
      this.#key = await aes(raw);
      raw.fill(0);
      await this.#change('meta', 'lock', { failures: 0 });
      return { ok: true };
    } catch (wrong) {
      if (wrong.name !== 'OperationError') throw wrong;
      if (lock.failures + 1 < TRIES) return { wrong: true, left: TRIES - lock.failures - 1 };
      await this.forget('pin');
      return { forgotten: true };
    }
  }

  shut() { this.#key = null; }

  /** The clock may be set back; the latest hour that was seen stands. */
  async #time(lock) {
    const now = Math.max(this.#now(), lock.seen);
    if (now - lock.seen > 60_000) await this.#change('meta', 'lock', { seen: now });
    return now;
  }

  /** Hours left until everything is forgotten. */
  async hoursLeft() {
    const lock = await this.lock();
    return lock ? HOURS - ((await this.#time(lock)) - lock.contact) / HOUR : HOURS;
  }

  /** Forgets if 72 hours have gone without contact. @return whether it did */
  async expire() {
    if (!(await this.lock()) || (await this.hoursLeft()) > 0) return false;
    await this.forget('time');
    return true;
  }

  /** The server was reached. */
  async contacted() {
    const now = this.#now();
    await this.#change('meta', 'lock', { contact: now, seen: now });
  }

  /** What the server says: the key to seal to, how far the phone's clock is behind, which parts are for the account. */
  async told(envelope, skew, parts) { await this.#change('meta', 'lock', { envelope, skew, parts }); }

  /** The data key and everything that it opens are gone; what was not sent stays, sealed to the platform. */
  async forget(why) {
    const lock = await this.lock();
    this.#key = null;
    const transaction = this.#db.transaction(STORES, 'readwrite', { durability: 'strict' });
    transaction.objectStore('meta').clear();
    transaction.objectStore('items').clear();
    const queue = transaction.objectStore('queue');
    queue.openCursor().onsuccess = ({ target: { result: cursor } }) => {
      if (!cursor) return;
      const { key, ...rest } = cursor.value;
      cursor.update({ ...rest, key: null, state: 'waiting', answer: null });
      cursor.continue();
    };
    transaction.objectStore('meta').put({ why, at: this.#now(), account: lock?.account, who: lock?.who }, 'forgotten');
    await finished(transaction);
  }

  async forgotten() { return this.#get('meta', 'forgotten'); }

  // --- what was downloaded

  async items(part) {
    const mine = (await this.#all('items')).filter(([key]) => key[0] === part);
    return Promise.all(mine.map(async ([[, id], { digest, box }]) => ({
      id, digest, content: JSON.parse(plain.decode(await decrypt(this.#key, box))),
    })));
  }

  /** @param items {id, digest, content}; content is kept as it is, encrypted */
  async keep(part, items, gone) {
    const boxes = await Promise.all(items.map(async ({ id, digest, content }) => [
      'items', [part, id], { digest, box: await encrypt(this.#key, text.encode(JSON.stringify(content))) }]));
    const changes = [...boxes, ...gone.map((id) => ['items', [part, id], undefined])];
    if (changes.length > 0) await this.#write(...changes);
  }

  async digests(part) {
    return (await this.#all('items')).filter(([key]) => key[0] === part).map(([[, id], { digest }]) => [id, digest]);
  }

  // --- what was entered

  /** Puts entries in the queue, all or none. @param entries {key, part, body, files: [Blob]} */
  async enter(entries) {
    const { envelope } = await this.lock();
    const changes = [];
    const at = this.#now();
    for (const [no, { key, part, body, files }] of entries.entries()) {
      const raw = random(32);
      const own = await aes(raw);
      changes.push(['queue', key, {
        part, at: at + no / 1000, state: 'waiting', files: files.length, sent: 0, answer: null,
        box: await encrypt(own, text.encode(JSON.stringify(body))),
        key: await encrypt(this.#key, raw),
        seal: await seal(envelope, raw),
      }]);
      for (const [n, file] of files.entries()) {
        changes.push(['files', [key, n + 1], { type: file.type, box: await encrypt(own, await file.arrayBuffer()) }]);
      }
    }
    await this.#write(...changes);
  }

  /** All that was entered and is not settled, the oldest first. body is null for what only the platform can read. */
  async queue() {
    const rows = (await this.#all('queue')).sort(([, a], [, b]) => a.at - b.at);
    return Promise.all(rows.map(async ([key, row]) => {
      if (row.key === null) return { ...row, key, locked: true, body: null };
      const own = await aes(await decrypt(this.#key, row.key));
      return { ...row, key, locked: false, body: JSON.parse(plain.decode(await decrypt(own, row.box))) };
    }));
  }

  async waiting() { return done(this.#db.transaction('queue').objectStore('queue').count()); }

  /** A file of an entry as it is to be sent: in clear, or still sealed when only the platform can read it. */
  async file(entry, no) {
    const file = await this.#get('files', [entry, no]);
    if (!file) return null;
    const row = await this.#get('queue', entry);
    if (row.key === null) return new Blob([file.box]);
    const own = await aes(await decrypt(this.#key, row.key));
    return new Blob([await decrypt(own, file.box)], { type: file.type });
  }

  /** Notes what became of an entry: {state, answer, sent}. */
  async note(key, changed) {
    await this.#change('queue', key, changed);
  }

  /** An entry that only the platform could read came back with its key, to be decided: it can be read here again. */
  async reopen(key, raw) {
    await this.note(key, { key: await encrypt(this.#key, raw) });
  }

  /** Other answers for an entry that was refused; it waits again, under the same key. */
  async amend(key, body) {
    const row = await this.#get('queue', key);
    const own = await aes(await decrypt(this.#key, row.key));
    await this.note(key, { box: await encrypt(own, text.encode(JSON.stringify(body))), state: 'waiting', answer: null });
  }

  /** Settled: the entry and its files leave the phone. */
  async settle(key) {
    const row = await this.#get('queue', key);
    await this.#write(['queue', key, undefined],
      ...Array.from({ length: row?.files ?? 0 }, (_, at) => ['files', [key, at + 1], undefined]));
  }
}
