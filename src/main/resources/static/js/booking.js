// Counts down to a release; when it comes, the page is asked for anew, a little apart for each phone.
(() => {
  const waits = [...document.querySelectorAll('[data-release]')].filter((one) => one.dataset.release);
  if (waits.length === 0) return;
  const two = (n) => String(n).padStart(2, '0');
  const text = (seconds) => {
    const days = Math.floor(seconds / 86400);
    const clock = `${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    return days > 0 ? `还有${days}天${clock}` : `还有${clock}`;
  };
  let asked = false;
  const tick = () => {
    for (const one of waits) {
      const seconds = Math.ceil((Date.parse(one.dataset.release) - Date.now()) / 1000);
      if (seconds > 0) {
        one.textContent = text(seconds);
      } else if (!asked) {
        asked = true;
        one.textContent = '正在放号…';
        setTimeout(() => window.location.reload(), 500 + Math.random() * 2000);
      }
    }
  };
  tick();
  setInterval(tick, 1000);
})();
