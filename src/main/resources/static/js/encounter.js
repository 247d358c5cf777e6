// After each step of the doctor the focus goes to where the next one begins: to the field just used, or to the reason
// that is asked for.
(() => {
  let last = null;
  document.addEventListener('htmx:beforeRequest', (event) => {
    const field = event.target.querySelector?.('input:not([type=hidden]), select');
    last = field ? field.id : null;
  });
  document.addEventListener('htmx:afterSettle', () => {
    const asked = document.getElementById('allergyReason');
    const next = asked ?? (last && document.getElementById(last));
    if (next) next.focus();
  });
})();
