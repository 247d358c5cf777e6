// What every page does: large text, the CSRF header of htmx requests, questions before what cannot be undone.
(() => {
  const root = document.documentElement;
  const show = (on) => {
    root.dataset.large = on ? 'on' : 'off';
    document.querySelectorAll('[data-large-text]').forEach((button) => {
      button.setAttribute('aria-pressed', String(on));
      button.textContent = on ? '标准字' : '大字';
    });
  };
  show(document.cookie.includes('large=on'));
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-large-text]');
    if (button) {
      const on = root.dataset.large !== 'on';
      document.cookie = `large=${on ? 'on' : 'off'}; path=/; max-age=31536000; samesite=lax`;
      show(on);
    }
    if (event.target.closest('[data-back]')) window.history.back();
    const print = event.target.closest('[data-print]');
    if (print) window.print();
  });
  document.addEventListener('htmx:configRequest', (event) => {
    const token = document.querySelector('meta[name=csrf-token]');
    const header = document.querySelector('meta[name=csrf-header]');
    if (token && header) event.detail.headers[header.content] = token.content;
    // What the page asks for by itself keeps nobody signed in.
    if (!event.detail.triggeringEvent) event.detail.headers['Kangcheng-Unasked'] = 'true';
  });
  document.addEventListener('submit', (event) => {
    const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
    if (question && !window.confirm(question)) {
      event.preventDefault();
      return;
    }
    // A double click sends a form once.
    const submitter = event.submitter;
    if (submitter && !event.target.hasAttribute('hx-post')) setTimeout(() => { submitter.disabled = true; }, 0);
  });
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) document.querySelectorAll('button:disabled').forEach((button) => { button.disabled = false; });
  });
  document.addEventListener('change', (event) => {
    if (event.target.matches('[data-submit-on-change]')) event.target.form.requestSubmit();
  });
})();
