// A photo, made smaller and without where and with what it was taken; a voice note of at most two minutes; a card's code.
import { h } from './dom.js';

const LONGEST_SIDE = 1600;
const LONGEST_NOTE_MS = 120_000;

/** The picture drawn anew: nothing but its pixels is kept. */
export const photo = async (file) => {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = h('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', 0.8);
  });
};

/** Begins to record. @return {stop} and a promise of the recording */
export const voice = async () => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const recorder = new MediaRecorder(stream);
  const chunks = [];
  recorder.addEventListener('dataavailable', (event) => chunks.push(event.data));
  const recording = new Promise((resolve) => {
    recorder.addEventListener('stop', () => {
      stream.getTracks().forEach((track) => track.stop());
      resolve(new Blob(chunks, { type: recorder.mimeType.split(';')[0] }));
    });
  });
  recorder.start();
  const stop = () => { if (recorder.state !== 'inactive') recorder.stop(); };
  setTimeout(stop, LONGEST_NOTE_MS);
  return { stop, recording };
};

/** By what a scanned code is known: as card.CardMarks. Null when it is no health code. */
export const mark = async (code) => {
  const id = code.normalize('NFKC').trim().split(':')[0].toUpperCase();
  if (!/^[0-9A-F]{64}$/.test(id)) return null;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(id)));
  return [...digest.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};

/** Shows the camera until a code is seen or the scan is given up. @return the code's text, or null */
export const scan = async (place) => {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  const view = h('video', { playsinline: true, muted: true, 'aria-label': '摄像头画面' });
  view.srcObject = stream;
  await view.play();
  const canvas = h('canvas');
  return new Promise((resolve) => {
    let over = false;
    const end = (text) => {
      over = true;
      stream.getTracks().forEach((track) => track.stop());
      place.replaceChildren();
      resolve(text);
    };
    place.replaceChildren(view, h('button', { type: 'button', class: 'plain', onclick: () => end(null) }, '关闭摄像头'));
    const look = () => {
      if (over) return;
      if (view.videoWidth) {
        canvas.width = view.videoWidth;
        canvas.height = view.videoHeight;
        const paper = canvas.getContext('2d', { willReadFrequently: true });
        paper.drawImage(view, 0, 0);
        const found = window.jsQR(paper.getImageData(0, 0, canvas.width, canvas.height).data, canvas.width, canvas.height);
        if (found?.data) {
          end(found.data);
          return;
        }
      }
      setTimeout(look, 120);
    };
    look();
  });
};
