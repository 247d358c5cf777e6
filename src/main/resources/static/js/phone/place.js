// Where the phone is, asked once and only when somebody presses the button: latitude, longitude, metres of accuracy.
import { h } from './dom.js';

const LONGEST_MS = 15_000;

/** @param found told the place as it is typed: 36.45621,115.98543,12 */
export const placeButton = (found) => {
  const note = h('p', { class: 'form-hint quiet', role: 'status' }, '按下时读取一次位置，只随本条记录保存。');
  const button = h('button', {
    type: 'button', class: 'btn',
    onclick: () => {
      button.disabled = true;
      note.textContent = '正在定位…';
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          button.disabled = false;
          note.textContent = `已取到位置，精确到 ${Math.round(coords.accuracy)} 米。`;
          found(`${coords.latitude.toFixed(5)},${coords.longitude.toFixed(5)},${Math.round(coords.accuracy)}`);
        },
        () => {
          button.disabled = false;
          note.textContent = '没有取到位置：请在浏览器中允许，或者手工填写。';
        },
        { enableHighAccuracy: true, timeout: LONGEST_MS });
    },
  }, '取当前位置');
  return navigator.geolocation ? h('div', { class: 'place' }, button, note) : null;
};
