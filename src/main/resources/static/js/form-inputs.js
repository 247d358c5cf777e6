// Places and signatures of forms. Without script both are text fields, which the server reads the same.
(() => {
  "use strict";

  const SIZE = 1000;

  function place(input) {
    if (!navigator.geolocation) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn mt-2";
    button.textContent = "取当前位置";
    button.addEventListener("click", () => {
      button.disabled = true;
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          input.value = `${coords.latitude.toFixed(5)},${coords.longitude.toFixed(5)},${Math.round(coords.accuracy)}`;
          button.disabled = false;
        },
        () => {
          button.textContent = "取不到位置，请手工填写";
          button.disabled = false;
        },
        { enableHighAccuracy: true, timeout: 15000 });
    });
    input.after(button);
  }

  // Strokes are kept in thousandths of the field's width and height, whatever the screen.
  function signature(input) {
    const pad = document.createElement("canvas");
    pad.width = SIZE;
    pad.height = SIZE / 2;
    pad.className = "pg-signature";
    pad.setAttribute("role", "img");
    pad.setAttribute("aria-label", "在此手写签名");
    const clear = document.createElement("button");
    clear.type = "button";
    clear.className = "btn mt-2";
    clear.textContent = "重写";
    const strokes = [];
    const pen = pad.getContext("2d");
    pen.lineWidth = 6;
    pen.lineCap = "round";

    const at = (event) => {
      const box = pad.getBoundingClientRect();
      const within = (share) => Math.max(0, Math.min(SIZE, Math.round(share * SIZE)));
      return [within((event.clientX - box.left) / box.width), within((event.clientY - box.top) / box.height)];
    };
    const draw = (from, to) => {
      pen.beginPath();
      pen.moveTo(from[0], from[1] / 2);
      pen.lineTo(to[0], to[1] / 2);
      pen.stroke();
    };
    pad.addEventListener("pointerdown", (event) => {
      pad.setPointerCapture(event.pointerId);
      strokes.push([at(event)]);
    });
    pad.addEventListener("pointermove", (event) => {
      if (!pad.hasPointerCapture(event.pointerId)) return;
      const stroke = strokes.at(-1);
      const point = at(event);
      draw(stroke.at(-1), point);
      stroke.push(point);
    });
    pad.addEventListener("pointerup", () => { input.value = JSON.stringify(strokes); });
    clear.addEventListener("click", () => {
      strokes.length = 0;
      input.value = "";
      pen.clearRect(0, 0, pad.width, pad.height);
    });

    input.type = "hidden";
    input.after(pad, clear);
    try {
      for (const stroke of JSON.parse(input.value || "[]")) {
        strokes.push(stroke);
        stroke.forEach((point, i) => { if (i > 0) draw(stroke[i - 1], point); });
      }
    } catch {
      input.value = "";
    }
  }

  document.querySelectorAll("[data-place]").forEach(place);
  document.querySelectorAll("[data-signature]").forEach(signature);
})();
