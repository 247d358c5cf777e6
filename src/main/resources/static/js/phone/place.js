// Where the phone is, asked once and only when somebody presses the button: latitude, longitude, metres of accuracy.
import { h } from './dom.js';

const LONGEST_MS = 15_000;

const told = (metres) => `已取到位置，精确到 ${Math.round(metres)} 米。`;

/**
 * @param found told the place as it is typed: 36.45621,115.98543,12
 * @param taken a place that was found before
 * @param otherwise what can be done when none is found
 */
export const placeButton = (found, { taken = '', otherwise = '或者手工填写' } = {}) => {
  const metres = taken.split(',')[2];
  const note = h('p', { class: 'form-hint quiet', role: 'status' }, metres ? told(metres) : '按下时读取一次位置，只随本条记录保存。');
  const button = h('button', {
    type: 'button', class: 'btn',
    onclick: () => {
      button.disabled = true;
      note.textContent = '正在定位…';
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          button.disabled = false;
          note.textContent = told(coords.accuracy);
          found(`${coords.latitude.toFixed(5)},${coords.longitude.toFixed(5)},${Math.round(coords.accuracy)}`);
        },
        () => {
          button.disabled = false;
          note.textContent = `没有取到位置：请在浏览器中允许，${otherwise}。`;
        },
        { enableHighAccuracy: true, timeout: LONGEST_MS });
    },
  }, '取当前位置');
  return navigator.geolocation ? h('div', { class: 'place' }, button, note) : null;
};
