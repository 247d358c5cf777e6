// 签名: a key of SM2 is made and used here. Its private part rests encrypted by a passphrase (PBKDF2, AES-GCM) in this browser.
(() => {
  const ROUNDS = 310000;
  const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const bytes = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const place = 'kc-signing-key';

  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(place));
    } catch {
      return null;
    }
  };

  const cipher = async (phrase, salt) => {
    const secret = await crypto.subtle.importKey('raw', new TextEncoder().encode(phrase), 'PBKDF2', false, ['deriveKey']);
    return crypto.subtle.deriveKey(
      { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ROUNDS }, secret, { name: 'AES-GCM', length: 256 }, false,
      ['encrypt', 'decrypt']);
  };

  const seal = async (privateKey, publicKey, phrase) => {
    const salt = crypto.getRandomValues(new Uint8Array(16));
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, await cipher(phrase, salt), bytes(privateKey));
    return { publicKey, salt: hex(salt), nonce: hex(nonce), sealed: hex(sealed) };
  };

  const open = async (key, phrase) => hex(await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: bytes(key.nonce) }, await cipher(phrase, bytes(key.salt)), bytes(key.sealed)));

  const problem = (form, text) => {
    const shown = form.querySelector('[data-sign-problem]');
    shown.textContent = text;
    shown.hidden = false;
    form.querySelectorAll('button').forEach((button) => { button.disabled = false; });
  };

  // The form goes out when what it carries is ready.
  const when = (form, prepare) => form.addEventListener('submit', async (event) => {
    if (form.dataset.ready) return;
    event.preventDefault();
    if (!crypto.subtle) {
      problem(form, '浏览器只在 https 或本机地址下才允许签名。');
      return;
    }
    const wrong = await prepare().catch(() => '密钥不能用，请重新生成或导入。');
    if (wrong) {
      problem(form, wrong);
    } else {
      form.dataset.ready = 'yes';
      form.requestSubmit();
    }
  });

  const making = document.getElementById('make-key');
  if (making) {
    const here = document.getElementById('key-here');
    const save = document.getElementById('save-key');
    const told = document.getElementById('public-key');
    const show = () => {
      const key = read();
      save.hidden = !key;
      here.textContent = !key ? '这台电脑上没有密钥。'
        : told && key.publicKey === told.textContent ? '这台电脑上有这把密钥，可以签字。'
          : '这台电脑上的密钥不是已登记的这把。';
    };
    show();
    when(making, async () => {
      const pair = sm2.generateKeyPairHex();
      const key = await seal(pair.privateKey, pair.publicKey, document.getElementById('phrase').value);
      localStorage.setItem(place, JSON.stringify(key));
      making.elements.publicKey.value = pair.publicKey;
      return '';
    });
    save.addEventListener('click', () => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([JSON.stringify(read())], { type: 'application/json' }));
      link.download = '签名密钥.json';
      link.click();
    });
    document.getElementById('load-key').addEventListener('change', async (event) => {
      try {
        const key = JSON.parse(await event.target.files[0].text());
        if (!/^04[0-9a-f]{128}$/.test(key.publicKey)) throw new Error('no key');
        localStorage.setItem(place, JSON.stringify(key));
        show();
      } catch {
        here.textContent = '这不是密钥文件。';
      }
    });
  }

  document.querySelectorAll('form[data-sign]').forEach((form) => when(form, async () => {
    const key = read();
    if (!key) return '这台电脑上没有签名密钥，请先生成或导入。';
    let privateKey;
    try {
      privateKey = await open(key, form.querySelector('[data-phrase]').value);
    } catch {
      return '口令不对。';
    }
    form.elements.signatureKey.value = key.publicKey;
    form.elements.signatureValue.value = sm2.doSignature(form.dataset.sign, privateKey, { hash: true, publicKey: key.publicKey });
    return '';
  }));
})();
