// Draws the table of results as lines: one for each thing measured, so that the chart never says more than the table.
(() => {
  const place = document.getElementById('chart');
  const rows = [...document.querySelectorAll('#results tbody tr')];
  if (!place || !window.echarts || rows.length === 0) return;
  const series = new Map();
  for (const { dataset } of rows) {
    if (!series.has(dataset.name)) series.set(dataset.name, []);
    series.get(dataset.name).push([dataset.at.replace(' ', 'T'), Number(dataset.value)]);
  }
  const chart = window.echarts.init(place, null, { renderer: 'svg' });
  chart.setOption({
    animation: false,
    grid: { left: 44, right: 16, top: series.size > 1 ? 40 : 16, bottom: 32 },
    legend: { show: series.size > 1, top: 0 },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'time' },
    yAxis: { type: 'value', scale: true },
    color: ['#0b6e4f', '#a15c00', '#2b5ea8'],
    series: [...series].map(([name, data]) => ({ name, data, type: 'line', symbolSize: 7 })),
  });
  window.addEventListener('resize', () => chart.resize());
})();
