// The live code: show the name on request; fetch a fresh code when the phone wakes up with an old one.
(() => {
  if (window.kcCard) return;
  window.kcCard = true;
  document.addEventListener('click', (event) => {
    const toggle = event.target.closest('[data-name-toggle]');
    if (!toggle) return;
    const clear = toggle.getAttribute('aria-pressed') !== 'true';
    toggle.setAttribute('aria-pressed', String(clear));
    toggle.textContent = clear ? '隐藏姓名' : '显示姓名';
    const card = toggle.closest('#card');
    card.querySelector('[data-name-masked]').hidden = clear;
    card.querySelector('[data-name-clear]').hidden = !clear;
  });
  document.addEventListener('visibilitychange', () => {
    const code = document.getElementById('card-code');
    if (code && document.visibilityState === 'visible') window.htmx.trigger(code, 'refresh');
  });
})();
