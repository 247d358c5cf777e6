// A signature drawn by finger, mouse or keyboard. Its strokes are kept in thousandths of the pad's width and height,
// whatever the screen.
import { h } from './dom.js';

const SIZE = 1000;
const STEP = 25;
/** Nearer points than this show nothing. */
const NEAR = 6;
const ARROWS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

const read = (text) => {
  try {
    return JSON.parse(text || '[]');
  } catch {
    return [];
  }
};

/**
 * @param id of the pad
 * @param label what is signed
 * @param text a signature drawn before, or ''
 * @param changed told the strokes as JSON, '' when nothing is written
 */
export const pad = (id, label, text, changed) => {
  const strokes = read(text);
  const canvas = h('canvas', {
    id, class: 'signature-pad', tabindex: '0', role: 'application', width: SIZE, height: SIZE / 2,
    'aria-label': `${label}：用手指或鼠标书写；键盘用方向键移动，空格键落笔、提笔`,
  });
  const said = h('span', { role: 'status', class: 'signature-said' });
  let pen = null;
  let down = false;

  const paint = () => {
    const paper = canvas.getContext('2d');
    paper.clearRect(0, 0, SIZE, SIZE / 2);
    paper.lineWidth = 6;
    paper.lineCap = 'round';
    for (const stroke of strokes) {
      paper.beginPath();
      stroke.forEach(([x, y], at) => (at === 0 ? paper.moveTo(x, y / 2) : paper.lineTo(x, y / 2)));
      paper.stroke();
    }
    if (pen) {
      paper.beginPath();
      paper.arc(pen[0], pen[1] / 2, down ? 8 : 14, 0, 2 * Math.PI);
      paper.stroke();
    }
  };
  const tell = () => {
    // A dot is no signature.
    const lines = strokes.filter((stroke) => stroke.length > 1);
    said.textContent = lines.length === 0 ? '' : '已签名';
    changed(lines.length === 0 ? '' : JSON.stringify(lines));
  };
  const within = (number) => Math.max(0, Math.min(SIZE, Math.round(number)));
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [within(((event.clientX - box.left) / box.width) * SIZE), within(((event.clientY - box.top) / box.height) * SIZE)];
  };

  canvas.addEventListener('pointerdown', (event) => {
    pen = null;
    canvas.setPointerCapture(event.pointerId);
    strokes.push([at(event)]);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    const stroke = strokes.at(-1);
    const point = at(event);
    if (Math.hypot(point[0] - stroke.at(-1)[0], point[1] - stroke.at(-1)[1]) < NEAR) return;
    stroke.push(point);
    paint();
  });
  canvas.addEventListener('pointerup', tell);
  canvas.addEventListener('keydown', (event) => {
    const way = ARROWS[event.key];
    if (!way && event.key !== ' ') return;
    event.preventDefault();
    pen ??= [SIZE / 5, SIZE / 2];
    if (way) {
      pen = [within(pen[0] + way[0]), within(pen[1] + way[1])];
      if (down) strokes.at(-1).push(pen);
    } else {
      down = !down;
      if (down) strokes.push([pen]);
    }
    paint();
    tell();
  });
  canvas.addEventListener('blur', () => { pen = null; down = false; paint(); });
  const clear = h('button', {
    type: 'button', class: 'btn plain', onclick: () => { strokes.length = 0; pen = null; down = false; paint(); tell(); },
  }, '重写');
  paint();
  said.textContent = strokes.length > 0 ? '已签名' : '';
  return h('div', { class: 'signature' }, canvas, h('div', { class: 'row' }, clear, said));
};
