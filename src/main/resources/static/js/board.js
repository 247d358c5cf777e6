// Draws a board's charts from the tables beside them: what a chart says, its table says, and without this script the table
// is all there is. Tooltips are drawn in the picture: the page's policy forbids styles in markup.
(() => {
  const green = '#0b6e4f';
  const number = (cell) => (cell?.dataset.value === undefined ? null : Number(cell.dataset.value));
  const rows = (table) => [...table.querySelectorAll('tbody tr')].filter((row) => row.querySelector('th'));
  // An axis has as many digits as its figures have, and no finer steps: half a person is nobody.
  const axis = ({ unit, digits }, size) => ({
    type: 'value',
    minInterval: 10 ** -digits,
    axisLabel: { color: '#374151', fontSize: size, formatter: (value) => value.toLocaleString('zh-CN', { maximumFractionDigits: digits }) + unit },
    splitLine: { lineStyle: { color: '#e5e7eb' } },
  });
  const measured = (figure) => ({ unit: figure.dataset.unit ?? '', digits: Number(figure.dataset.digits) });
  const still = () => document.documentElement.dataset.large === 'on' ? 16 : 13;

  function base({ unit, digits }, size) {
    return {
      animation: false,
      aria: { enabled: false },
      textStyle: { fontFamily: 'inherit', fontSize: size },
      grid: { left: 8, right: 20, top: 36, bottom: 8, containLabel: true },
      tooltip: { trigger: 'axis', renderMode: 'richText', valueFormatter: (value) => (typeof value === 'number' ? value.toLocaleString('zh-CN', { maximumFractionDigits: digits }) + unit : '—') },
      legend: { top: 0, right: 0, textStyle: { color: '#374151', fontSize: size } },
    };
  }

  // A share that never changes is drawn below its whole, and not in the middle of one and a half.
  const whole = ({ unit }) => (unit === '%' ? { max: ({ min, max }) => (min === max && max <= 100 && max > 66 ? 100 : null) } : {});

  function trend(figure, size) {
    const measure = measured(figure);
    const lines = rows(figure.querySelector('table'));
    const targets = lines.map((row) => number(row.cells[2]));
    return {
      ...base(measure, size),
      xAxis: { type: 'category', boundaryGap: false, data: lines.map((row) => row.cells[0].textContent), axisLabel: { color: '#374151', fontSize: size } },
      yAxis: { ...axis(measure, size), ...whole(measure), scale: true },
      series: [
        { name: '数值', type: 'line', data: lines.map((row) => number(row.cells[1])), symbolSize: 7, lineStyle: { width: 3 }, color: green, areaStyle: { opacity: .08 } },
        ...(targets.some((it) => it !== null) ? [{ name: '目标', type: 'line', data: targets, symbol: 'none', color: '#b54708', lineStyle: { type: 'dashed', width: 2 } }] : []),
      ],
    };
  }

  function compare(figure, size) {
    const measure = measured(figure);
    const lines = rows(figure.parentElement.querySelector('table'));
    return {
      ...base(measure, size),
      xAxis: { type: 'category', data: lines.map((row) => row.cells[1].textContent.trim()), axisLabel: { color: '#374151', fontSize: size, interval: 0, width: 60, overflow: 'break' } },
      yAxis: axis(measure, size),
      series: [
        { name: '本期', type: 'bar', data: lines.map((row) => number(row.cells[2])), color: green, barMaxWidth: 26 },
        { name: '上期', type: 'bar', data: lines.map((row) => number(row.cells[3])), color: '#a8b8b0', barMaxWidth: 26 },
      ],
    };
  }

  const charts = new Set();
  function draw() {
    charts.forEach((chart) => { if (!chart.getDom().isConnected) { chart.dispose(); charts.delete(chart); } });
    document.querySelectorAll('[data-chart]').forEach((figure) => {
      const canvas = figure.querySelector('.bd-canvas');
      const option = { trend, compare }[figure.dataset.chart](figure, still());
      canvas.classList.add('bd-drawn');
      const chart = echarts.getInstanceByDom(canvas) ?? echarts.init(canvas, null, { renderer: 'canvas' });
      chart.setOption(option, true);
      charts.add(chart);
    });
  }

  window.addEventListener('DOMContentLoaded', draw);
  window.addEventListener('resize', () => charts.forEach((chart) => chart.resize()));
  // On paper a chart is as wide as its place on a sheet of A4, whatever the screen was; drawn at once, since no frame follows.
  window.addEventListener('beforeprint', () => charts.forEach((chart) => {
    chart.resize({ width: chart.getDom().closest('.bd-compare, .bd-alone') ? 640 : 310 });
    chart.getZr().flush();
  }));
  window.addEventListener('afterprint', () => charts.forEach((chart) => chart.resize({ width: 'auto' })));
  document.addEventListener('htmx:afterSettle', draw);
  document.addEventListener('click', (event) => { if (event.target.closest('[data-large-text]')) setTimeout(draw, 0); });
})();
