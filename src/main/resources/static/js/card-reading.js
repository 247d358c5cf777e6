// Where codes are read: the field is always ready for the scanner; a code is read once although a scanner types it twice
// or the camera sees it for seconds.
(() => {
  const REST_MS = 3000;
  const form = document.getElementById('read');
  if (!form) return;
  const field = document.getElementById('code');
  const view = document.getElementById('camera-view');
  const box = document.getElementById('camera');
  const no = document.getElementById('camera-no');
  const canvas = document.createElement('canvas');
  let stream = null;
  let last = { text: '', at: 0 };

  const again = (text) => text === last.text && Date.now() - last.at < REST_MS;
  const ready = () => { field.value = ''; field.focus(); };

  const once = (event) => {
    if (event.target !== form) return;
    const text = field.value.trim();
    if (again(text)) {
      event.preventDefault();
      ready();
      return;
    }
    last = { text, at: Date.now() };
  };
  if (form.hasAttribute('hx-post')) document.addEventListener('htmx:beforeRequest', once);
  else form.addEventListener('submit', once);
  document.addEventListener('htmx:afterRequest', (event) => { if (event.target === form) ready(); });
  // Keys that go nowhere go to the field: a scanner does not know what has the focus.
  document.addEventListener('keydown', (event) => {
    const busy = event.target.closest('input, select, textarea, button, a');
    if (!busy && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) field.focus();
  });
  document.addEventListener('paste', (event) => {
    if (event.target.closest('input, textarea')) return;
    field.value = event.clipboardData.getData('text');
    form.requestSubmit();
  });

  const fail = (text) => { no.textContent = text; no.hidden = false; };
  const close = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    box.hidden = true;
    field.focus();
  };
  const look = () => {
    if (!stream) return;
    if (view.videoWidth) {
      canvas.width = view.videoWidth;
      canvas.height = view.videoHeight;
      const paper = canvas.getContext('2d', { willReadFrequently: true });
      paper.drawImage(view, 0, 0);
      const found = window.jsQR(paper.getImageData(0, 0, canvas.width, canvas.height).data, canvas.width, canvas.height);
      if (found?.data && !again(found.data)) {
        field.value = found.data;
        form.requestSubmit();
      }
    }
    setTimeout(() => requestAnimationFrame(look), 120);
  };
  const open = async () => {
    no.hidden = true;
    if (!window.isSecureContext || !navigator.mediaDevices) {
      fail('浏览器只允许在 HTTPS 或本机地址上使用摄像头。请改用 https 地址,或用扫码枪。');
      return;
    }
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      view.srcObject = stream;
      box.hidden = false;
      await view.play();
      look();
    } catch (problem) {
      fail(problem.name === 'NotAllowedError' ? '没有使用摄像头的权限,请在浏览器中允许后重试。' : '没有可用的摄像头。');
    }
  };
  document.getElementById('camera-on').addEventListener('click', open);
  document.getElementById('camera-off').addEventListener('click', close);
  window.addEventListener('pagehide', close);
  field.focus();
})();
